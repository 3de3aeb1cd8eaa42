// Where a word, phrase, wildcard or fuzzy word of a query stands in the articles of a segment.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <span>

#include "indexer/schema/segment.h"
#include "indexer/schema/selected_words.h"
#include "server/query/query.h"
#include "server/search/word_sets.h"

namespace fihris::search {

// Of a phrase, the first WordMarks::kMaxBits words count. Not thread-safe.
class Places {
 public:
  Places(const schema::Segment& segment, const query::Node& leaf);

  // Calls visit(part, at) for every place, until it returns false: `part` is 0 in the title, 1 in
  // the body, 2 in the author; `at` has the positions of the words, counted from the begin of the
  // part. Only in the leaf's field, if it has one.
  template <typename Visit>
  void scan(schema::WordStream stream, Visit visit) const;

  // Whether there is a place.
  bool any_in(schema::WordStream stream) const;

 private:
  using Positions = std::array<std::uint32_t, WordMarks::kMaxBits>;
  bool side_by_side(WordMarks::Bits here, std::uint32_t at, WordMarks::Bits& state,
                    Positions& places) const;
  bool any_side_by_side(schema::WordStream stream) const;
  bool near(WordMarks::Bits here, std::uint32_t at, Positions& last) const;

  static constexpr int kAnyPart = -1;
  static constexpr std::uint32_t kNowhere = UINT32_MAX;
  WordMarks marks_;  // bit k: the k-th word
  unsigned count_ = 1;
  unsigned distance_;
  int part_;
};

// Side by side: bit-parallel, R. Baeza-Yates, G. Gonnet: A new approach to text searching (1992).
inline bool Places::side_by_side(WordMarks::Bits here, std::uint32_t at, WordMarks::Bits& state,
                                 Positions& places) const {
  state = (state << 1U | 1U) & here;
  if ((state >> (count_ - 1) & 1U) == 0) return false;
  std::iota(places.begin(), places.begin() + count_, at + 1 - count_);
  return true;
}

// Near: the last place of each word, as long as they are within count_ + distance_ words.
inline bool Places::near(WordMarks::Bits here, std::uint32_t at, Positions& last) const {
  for (unsigned k = 0; here != 0 && k < count_; ++k) {
    if ((here >> k & 1U) != 0) last.at(k) = at;
  }
  const auto [first, latest] = std::minmax_element(last.begin(), last.begin() + count_);
  return here != 0 && *latest != kNowhere && at - *first < count_ + distance_;
}

template <typename Visit>
void Places::scan(schema::WordStream stream, Visit visit) const {
  Positions places{};
  places.fill(kNowhere);
  WordMarks::Bits state = 0;
  int part = 0;
  std::uint32_t begin = 0;  // of the part
  std::uint32_t next_to = 0;
  schema::SelectedWords words(stream, marks_.codes());
  const auto skip = [&] {
    if (part_ != kAnyPart && part != part_) words.skip_part();
  };
  for (skip(); words.next();) {
    if (words.is_border()) {
      if (part == part_) return;
      ++part;
      begin = words.position() + 1;
      places.fill(kNowhere);
      skip();
      continue;
    }
    if (words.position() != next_to) state = 0;
    next_to = words.position() + 1;
    const std::uint32_t at = words.position() - begin;
    const WordMarks::Bits here = marks_[words.word()];
    const bool found =
        distance_ == 0 ? side_by_side(here, at, state, places) : near(here, at, places);
    if (found && !visit(static_cast<std::size_t>(part),
                        std::span<const std::uint32_t>(places).first(count_))) {
      return;
    }
  }
}

}  // namespace fihris::search
