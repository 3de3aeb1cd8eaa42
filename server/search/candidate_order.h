// The orders in which articles are listed.
#pragma once

#include "indexer/schema/snapshot.h"
#include "server/search/candidate.h"
#include "server/search/searcher.h"

namespace fihris::search {

// Whether one candidate comes before another: a strict total order. Equal scores: the newer first.
// An article without a date is never first by date.
class CandidateOrder {
 public:
  CandidateOrder(const schema::Snapshot& snapshot, Sort sort) : snapshot_(&snapshot), sort_(sort) {}

  bool operator()(const Candidate& a, const Candidate& b) const {
    if (sort_ == Sort::relevance && a.score != b.score) return a.score > b.score;
    const std::int32_t day_a = day(a);
    const std::int32_t day_b = day(b);
    if (day_a == day_b) return a.ref < b.ref;
    if (sort_ != Sort::oldest) return day_a > day_b;  // kNoDay is the smallest number
    return day_b == schema::kNoDay || (day_a != schema::kNoDay && day_a < day_b);
  }

 private:
  std::int32_t day(const Candidate& candidate) const {
    return snapshot_->segments[candidate.ref.segment]->days[candidate.ref.doc];
  }

  const schema::Snapshot* snapshot_;
  Sort sort_;
};

}  // namespace fihris::search
