// Near copies among the candidates: the same agency copy in several papers is listed once.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
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

// What comparing two articles came to, for the searches of a snapshot: near copies come up together
// again and again. Thread-safe; of pairs that share a place the latest is known.
class CopyMemo {
 public:
  explicit CopyMemo(const schema::Snapshot& snapshot);

  std::optional<bool> find(schema::DocRef a, schema::DocRef b) const;
  void add(schema::DocRef a, schema::DocRef b, bool are_copies);

 private:
  static constexpr unsigned kPlaceBits = 15;  // 256 KB
  std::uint64_t pair_of(schema::DocRef a, schema::DocRef b) const;
  static std::size_t place_of(std::uint64_t pair);

  std::vector<std::uint64_t> first_numbers_;  // by segment: of its articles, counted through all
  // A pair and the answer in the lowest bit; 0: nothing.
  std::array<std::atomic<std::uint64_t>, std::size_t{1} << kPlaceBits> answers_{};
};

// Removes near copies of a better candidate from the first kFoldDepth of `candidates`, which are in
// order, and counts them there; one that is much longer than the better one stays. Returns how many
// were removed.
size_t fold_copies(const schema::Snapshot& snapshot, CopyMemo& memo,
                   std::vector<Candidate>& candidates);

}  // namespace fihris::search
