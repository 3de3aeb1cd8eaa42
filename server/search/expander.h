// Wildcards and fuzzy words of a query -> the words of the index that they stand for.
#pragma once

#include <string_view>

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"

namespace fihris::search {

// Bounds of one query. What has most articles is kept.
inline constexpr std::size_t kMaxWildcards = 8;  // further ones stand for nothing
inline constexpr std::size_t kMaxFuzzyWords = 8;
inline constexpr std::size_t kMaxForms = 1000;     // of one wildcard
inline constexpr std::size_t kMaxNearTerms = 100;  // of one fuzzy word, nearest first

// Gives each wildcard its written forms, and each fuzzy word terms beside its own: the fewer
// letters differ, the more they count. Reads the whole vocabulary once for a wildcard.
void expand(const schema::Snapshot& snapshot, query::Node& root);

// Whether a word looks like the pattern: ? is one letter, * any number.
bool looks_like(std::string_view letters, std::string_view pattern);

// In how many letters two words differ, a swap of neighbours being one; more than `most` is most +
// 1. Optimal string alignment: F. Damerau (1964), L. Boytsov: Indexing methods for approximate
// dictionary searching (2011).
unsigned edit_distance(std::string_view a, std::string_view b, unsigned most);

}  // namespace fihris::search
