// The words of queries, each analyzed once: a word takes about 15,000 instructions, and as many
// again to be looked up among names.
#pragma once

#include <memory>
#include <string_view>

#include "indexer/analysis/aliases.h"
#include "indexer/analysis/vocabulary.h"

namespace fihris::query {

// Words kept for later queries at most, about 8 MB.
inline constexpr std::size_t kKeptWords = 16'384;

// As analysis::analyze_word() and analysis::read_name_word(), shared by all queries: they depend on
// the word alone. Thread-safe.
std::shared_ptr<const analysis::WordAnalysis> analyze_query_word(analysis::CharClass kind,
                                                                 std::string_view written);
std::shared_ptr<const analysis::NameWord> name_word_of(std::string_view written);

}  // namespace fihris::query
