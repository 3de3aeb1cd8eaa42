// The readings of a written word: which word of the lexicon it may be, and what was attached to it.
//
// Light stemming that knows words: an affix is taken off only where a word remains that takes it.
// Every reading has a cost; the cheapest wins, and those nearly as cheap are kept beside it
// (والدين: parents, or "and the religion").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"
#include "indexer/analysis/lexicon.h"

namespace fihris::analysis {

struct Reading {
  Letters base;  // of a verb: the form without clitics and subject ending
  LexiconEntry entry;
  double cost = 0;
  std::string rule;  // "وال- -ها ", for people
  bool verb = false;
  bool final = false;  // from the protected words: nothing more is done to it
};

// The cheapest readings, cheapest first; none if no word of the lexicon or the lists remains.
// Thread-safe.
std::vector<Reading> read_word(std::string_view written);

// The lexicon's entry, or one for words that only our own lists know. Thread-safe.
LexiconEntry look_up_word(const Letters& word);

// The letters unfolded, but for the alef wasla of vocalised texts: what tells ال from إل.
Letters with_hamza(std::string_view written);

std::string prefix_rule(const Letters& prefix);
std::string suffix_rule(const Letters& suffix);

}  // namespace fihris::analysis
