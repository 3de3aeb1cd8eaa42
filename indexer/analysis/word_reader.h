// The readings of a written word: which word of the lexicon it may be, and what was attached to it.
//
// Light stemming that knows words: an affix is taken off only where a word remains that takes it.
// Every reading has a cost; the cheapest wins, and those nearly as cheap are kept beside it
// (والدين: parents, or "and the religion").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/letters.h"
#include "indexer/analysis/lexicon.h"

namespace fihris::analysis {

struct Reading {
  Letters base;  // of a verb: the form without clitics and subject ending
  LexiconEntry entry;
  double cost = 0;
  Affixation affixes;
  bool verb = false;
};

// A written word, folded once.
struct WrittenWord {
  explicit WrittenWord(std::string_view written);

  Letters folded;
  Letters unfolded;  // what tells ال from إل; an alef wasla is a plain alef
  bool ends_in_heh;  // as written: ه, not ة
  bool ends_in_teh;  // ة, not ه
};

// The cheapest readings, cheapest first; none if no word of the lexicon or the lists remains.
// Thread-safe.
std::vector<Reading> read_word(const WrittenWord& word);
inline std::vector<Reading> read_word(std::string_view written) {
  return read_word(WrittenWord(written));
}

// The lexicon's entry, with what our own lists know of the word. Thread-safe.
LexiconEntry look_up_word(const Letters& word);

}  // namespace fihris::analysis
