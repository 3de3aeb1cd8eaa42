// Nodes of a query, made of what was read.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/analysis/characters.h"
#include "server/query/query.h"

namespace fihris::query {

// A word with the terms that it may be indexed under. Thread-safe.
Node word_node(analysis::CharClass kind, std::string_view written);

// The children together; one alone is itself.
Node group(NodeKind kind, std::vector<Node> children);

// What a field in front of a node means: for every word below it.
void set_field(Node& node, Field field);

}  // namespace fihris::query
