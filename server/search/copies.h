// Near copies among the candidates: the same agency copy in several papers is listed once.
#pragma once

#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/candidate.h"

namespace fihris::search {

// Copies are looked for among so many of the first candidates; further down, all are listed. So
// folding costs the same in every query (at most 4,950 comparisons of 16 bytes), a page never
// depends on the one that was asked for before, and the total is known.
inline constexpr size_t kFoldDepth = 100;

// Whether the bodies of two articles are copies of each other, however their titles differ.
bool are_copies(const schema::Snapshot& snapshot, schema::DocRef a, schema::DocRef b);

// Removes near copies of a better candidate from the first kFoldDepth of `candidates`, which are in
// order, and counts them there. Returns how many were removed.
size_t fold_copies(const schema::Snapshot& snapshot, std::vector<Candidate>& candidates);

}  // namespace fihris::search
