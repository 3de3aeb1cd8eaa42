// The analyzer's own word lists, parsed once from data/: what the lexicon does not know.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// A row of a list: a word as it is carefully spelled, and what it stands for.
struct ListedWord {
  Letters spelling;            // not folded
  std::vector<Letters> stems;  // folded; of a broken plural the singulars, not folded
  bool spelled_only = false;   // right only where hamza and madda are written
};

// Folded word -> its rows: إلحاد and الحاد fold to one key.
using WordList = std::unordered_map<Letters, std::vector<ListedWord>>;

struct WordLists {
  WordList protected_words;                                 // word -> its stems, final
  WordList broken_plurals;                                  // plural -> singulars
  std::unordered_map<Letters, std::vector<Letters>> nisba;  // adjective -> places or nouns
  std::unordered_set<Letters> names;  // Arabic one-word forms of the names and alias lists
  std::unordered_map<Letters, std::uint16_t> flags;  // of every listed word, as LexiconFlag
};

// Thread-safe; parsed at the first call (a few milliseconds).
const WordLists& word_lists();

// The stems of the rows for `word` that a written form allows: those with just its spelling where
// there are any, else those that it may be a careless spelling of. `unfolded` is the whole written
// form.
//   stems_of(protected_words, الحاد, letters_of("الإلحاد")) == {الحاد}      // atheism, not "the
//   sharp"
std::vector<Letters> stems_of(const WordList& list, const Letters& word, const Letters& unfolded);

}  // namespace fihris::analysis
