// The analyzer's own word lists, parsed once from data/: what the lexicon does not know.
#pragma once

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

struct WordLists {
  std::unordered_map<Letters, std::vector<Letters>> protected_words;  // word -> its stems, final
  std::unordered_map<Letters, std::vector<Letters>> broken_plurals;   // plural -> singulars
  std::unordered_map<Letters, Letters> nisba;                         // adjective -> place or noun
  std::unordered_set<Letters> names;  // Arabic one-word forms of the names and alias lists
};

// Thread-safe; parsed at the first call (a few milliseconds).
const WordLists& word_lists();

}  // namespace fihris::analysis
