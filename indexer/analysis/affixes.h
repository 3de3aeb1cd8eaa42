// data/affixes.tsv, parsed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// A noun ending: what stands in the base instead of it, and what the base must allow.
struct Ending {
  Letters letters;
  Letters restore;
  std::uint16_t needs = 0;  // any of these LexiconFlag bits
  bool bound = false;       // only before a pronoun
  bool nisba = false;
  bool orthographic =
      false;  // no ending, but how the base is written before a pronoun: مستوى, مستواه
  Letters hamza;  // not folded, if it begins with a hamza: the written word must have it so
};

// A subject ending of a verb.
struct SubjectEnding {
  Letters letters;
  bool bound = false;
};

// What was taken off a word to read it so. Views of the affix tables; "" for nothing.
struct Affixation {
  std::string_view prefix, pronoun, ending;
};

struct Affixes {
  std::vector<Letters> article, lam, noun, verb, future, pronoun;
  std::vector<Ending> endings;
  std::vector<SubjectEnding> past, present;
};

// Thread-safe; parsed at the first call.
const Affixes& affixes();

// Whether the letters can stand before a noun: nothing, the article, و, ب, ولل... Thread-safe.
bool is_noun_proclitic(std::string_view letters);

}  // namespace fihris::analysis
