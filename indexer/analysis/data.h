// The analyzer's data files, embedded by CMake from indexer/analysis/data/. Each file says its
// format and source.
#pragma once

#include <string_view>

namespace fihris {

extern const std::string_view kFiveNouns;
extern const std::string_view kFoldTable;
extern const std::string_view kStopWords;
extern const std::string_view kAliases;
extern const std::string_view kCompounds;
extern const std::string_view kNames;
extern const std::string_view kBrokenPlurals;
extern const std::string_view kProtectedWords;
extern const std::string_view kAffixes;
extern const std::string_view kFrequentWords;  // only in compile-lexicon
extern const std::string_view kNisbaAdjectives;
extern const std::string_view kMonths;
extern const std::string_view kSkeletonTable;

}  // namespace fihris
