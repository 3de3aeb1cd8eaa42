// The first N of many candidates, without keeping or sorting the others.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "server/search/candidate.h"

namespace fihris::search {

// `Before` orders candidates: a strict total order, so that the result does not depend on chance.
template <typename Before>
class BestCandidates {
 public:
  BestCandidates(std::size_t wanted, Before before) : wanted_(wanted), before_(before) {}

  void add(const Candidate& candidate) {
    if (full_ && !before_(candidate, kept_[wanted_ - 1])) return;
    kept_.push_back(candidate);
    if (kept_.size() >= 2 * wanted_ + kSlack) shrink();
  }

  // In order.
  std::vector<Candidate> take() {
    const std::size_t count = std::min(wanted_, kept_.size());
    std::partial_sort(kept_.begin(), at(count), kept_.end(), before_);
    kept_.resize(count);
    return std::move(kept_);
  }

 private:
  static constexpr std::size_t kSlack = 64;

  auto at(std::size_t i) { return kept_.begin() + static_cast<std::ptrdiff_t>(i); }

  // Keeps the best; the last of them is what others have to be better than.
  void shrink() {
    if (wanted_ == 0) return kept_.clear();
    std::nth_element(kept_.begin(), at(wanted_ - 1), kept_.end(), before_);
    kept_.resize(wanted_);
    full_ = true;
  }

  std::size_t wanted_;
  Before before_;
  std::vector<Candidate> kept_;
  bool full_ = false;
};

}  // namespace fihris::search
