// Wildcards of a query -> the written forms of the index that look so.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"

namespace fihris::search {

inline constexpr std::size_t kMaxWildcards = 8;  // of a query; further ones stand for nothing
// Of a segment, shared out among the wildcards of a query: each has its most frequent ones. What is
// left out is in hardly any article that has none of these.
inline constexpr std::size_t kMaxForms = 50'000;

// Gives each wildcard its forms, or notes that they are cut; at most kMaxWildcards of them. Reads
// the vocabulary once for all.
void expand_wildcards(const schema::Snapshot& snapshot, std::span<query::Node* const> wildcards);

// Whether a word looks like the pattern: ? is one letter, * any number.
bool looks_like(std::string_view letters, std::string_view pattern);

}  // namespace fihris::search
