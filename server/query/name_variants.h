// Names in a query: any of the spellings that the lists know (analysis/aliases.h) will do.
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/analysis/aliases.h"
#include "server/query/query.h"

namespace fihris::query {

// Replaces runs of up to `longest` words that are one form of a known name by "any of its forms",
// and phrases that have such names by "any of these phrases". `own`: the user's list, or null.
// Thread-safe.
void add_name_variants(std::vector<Node>& words, const analysis::AliasList* own,
                       std::size_t longest);

}  // namespace fihris::query
