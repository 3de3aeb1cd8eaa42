// Broken plurals of nouns with four radicals, which all follow one pattern: فهارس of فهرس, سنابل of
// سنبلة, غرابيل of غربال.
#pragma once

#include <vector>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// The words of the lexicon whose plural the folded word is by its pattern; none if it may be
// something else: participles, فواعل and فعائل are left to data/broken_plurals.tsv. Thread-safe.
//   singulars_by_pattern("قناطر") == {"قنطره"}
std::vector<Letters> singulars_by_pattern(const Letters& plural);

}  // namespace fihris::analysis
