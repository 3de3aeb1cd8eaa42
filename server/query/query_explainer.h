// What each word of a query is looked up as, and why: explain=1.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/analysis/explain.h"

namespace fihris::query {

// The words of the query in order, operators and wildcards aside. `exact`: of the whole query; a
// word behind = is exact anyway, and its one stem is the word as spelled. Thread-safe.
std::vector<analysis::ExplainedWord> explain_query(std::string_view query, bool exact);

}  // namespace fihris::query
