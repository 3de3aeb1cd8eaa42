// The words of queries, each analyzed once.
//
// What people ask for repeats itself, and a word takes about 15,000 instructions to analyze.
#pragma once

#include <memory>
#include <string_view>

#include "indexer/analysis/vocabulary.h"

namespace fihris::query {

// Words kept for later queries at most, about 5 MB; of these, the ones asked for of late stay.
inline constexpr std::size_t kKeptWords = 16'384;

// As analysis::analyze_word(), shared by all queries: it depends on the word alone. Thread-safe.
std::shared_ptr<const analysis::WordAnalysis> analyze_query_word(analysis::CharClass kind,
                                                                 std::string_view written);

}  // namespace fihris::query
