// Wildcards and fuzzy words of a query -> the words of the index that they stand for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"

namespace fihris::search {

// Bounds of one query, beside those of wildcards.h. What has most articles is kept.
inline constexpr std::size_t kMaxFuzzyWords = 8;
inline constexpr std::size_t kMaxNearTerms = 100;  // of one fuzzy word, nearest first

// Gives each wildcard its written forms, and each fuzzy word terms beside its own: the fewer
// letters differ, the more they count.
void expand(const schema::Snapshot& snapshot, query::Node& root);

// The wildcards and fuzzy words, as typed, that stand for more than is looked for.
std::vector<std::string> cut_words(const query::Node& root);

// In how many letters two words differ, a swap of neighbours being one; more than `most` is most +
// 1. Optimal string alignment: F. Damerau (1964), L. Boytsov: Indexing methods for approximate
// dictionary searching (2011).
unsigned edit_distance(std::string_view a, std::string_view b, unsigned most);

}  // namespace fihris::search
