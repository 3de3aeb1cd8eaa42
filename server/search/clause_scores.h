// Adds up what the clauses of a query find: for each article its score and how many clauses it has.
//
//   ClauseScores scores(snapshot);
//   scores.add(segment, matcher.match(segment, clause));   // for each clause, in order
//   for (const Doc doc : scores.matching(segment, 2)) use(scores.scores(segment)[doc]);
// Before the best ones are asked for, and when nothing is added any more: scores.summarize().
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/postings.h"

namespace fihris::search {

// By doc: how many clauses of a query an article has; a query has at most 64 words.
using ClauseCounts = std::vector<std::uint8_t>;

// Only these articles may match: the others have no clause.
inline void keep_only(const Matches& matches, ClauseCounts& clauses) {
  schema::Doc next = 0;
  for (const Match& match : matches) {
    std::fill(clauses.begin() + next, clauses.begin() + match.doc, std::uint8_t{0});
    next = match.doc + 1;
  }
  std::fill(clauses.begin() + next, clauses.end(), std::uint8_t{0});
}

// Not thread-safe.
class ClauseScores {
 public:
  explicit ClauseScores(const schema::Snapshot& snapshot) {
    for (const auto& segment : snapshot.segments) {
      segments_.emplace_back(segment->article_count());
    }
  }

  void add(schema::DocRef ref, float score) {
    Sums& sums = segments_[ref.segment];
    sums.scores[ref.doc] += score;
    ++sums.clauses[ref.doc];
  }
  void add(std::uint32_t segment, const Matches& matches) {
    for (const Match& match : matches) add({segment, match.doc}, match.score);
  }
  // Every article has one clause more.
  void add_all(std::uint32_t segment) {
    Sums& sums = segments_[segment];
    for (schema::Doc doc = 0; doc < sums.count; ++doc) ++sums.clauses[doc];
  }
  // These articles match nothing, whatever they have.
  void exclude(std::uint32_t segment, const Matches& matches) {
    for (const Match& match : matches) segments_[segment].clauses[match.doc] = 0;
  }
  // Only these articles may match.
  void require(std::uint32_t segment, const Matches& matches) {
    keep_only(matches, segments_[segment].clauses);
  }

  // Looks for the best scores.
  void summarize() {
    for (Sums& sums : segments_) {
      for (std::size_t b = 0; b < sums.best.size(); ++b) {
        sums.best[b] = largest(block(sums.scores, b * kBlock));
      }
    }
  }

  // The articles of a segment that have so many clauses; at least 1.
  std::vector<schema::Doc> matching(std::uint32_t segment, std::size_t required) const {
    const ClauseCounts& clauses = segments_[segment].clauses;
    const auto least = static_cast<std::uint8_t>(std::min<std::size_t>(required, UINT8_MAX));
    std::size_t found = 0;
    for (std::size_t begin = 0; begin < clauses.size(); begin += kBlock) {
      found += count_at_least(block(clauses, begin), least);
    }
    // Written without a branch, which would be a guess at each article: so there is room for one
    // that is not kept.
    std::vector<schema::Doc> docs(found + 1);
    std::size_t count = 0;
    for (std::size_t begin = 0; count < found; begin += kBlock) {
      const std::span<const std::uint8_t, kBlock> of_block = block(clauses, begin);
      if (count_at_least(of_block, least) == 0) continue;
      for (std::size_t i = 0; i < kBlock; ++i) {
        docs[count] = static_cast<schema::Doc>(begin + i);
        count += of_block[i] >= least ? 1U : 0U;
      }
    }
    docs.pop_back();
    return docs;
  }
  // The articles of a segment that have a clause and a score of `least` or more.
  std::vector<schema::Doc> above(std::uint32_t segment, float least) const {
    const Sums& sums = segments_[segment];
    std::vector<schema::Doc> docs;
    for (std::size_t b = 0; b < sums.best.size(); ++b) {
      if (sums.best[b] < least) continue;
      const std::size_t begin = b * kBlock;
      const std::span<const float, kBlock> scores = block(sums.scores, begin);
      for (std::size_t i = 0; i < kBlock; ++i) {
        if (scores[i] < least || sums.clauses[begin + i] == 0) continue;
        docs.push_back(static_cast<schema::Doc>(begin + i));
      }
    }
    return docs;
  }
  // A score that at least `wanted` articles of the segment reach; 0 if there may be fewer. Found
  // among the best ones of each block, so it is near the score that just so many reach.
  float reached_by(std::uint32_t segment, std::size_t wanted) const {
    std::vector<float> best = segments_[segment].best;
    if (wanted == 0 || wanted > best.size()) return 0;
    const auto last = best.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
    std::nth_element(best.begin(), last, best.end(), std::greater<>());
    return *last;
  }
  // By doc.
  std::span<const float> scores(std::uint32_t segment) const { return segments_[segment].scores; }
  std::uint32_t clauses(schema::DocRef ref) const {
    return segments_[ref.segment].clauses[ref.doc];
  }

 private:
  // Most articles have nothing: passed by the block.
  static constexpr std::size_t kBlock = 64;

  // The arrays end with a whole block: of a number that the compiler knows, it compares many at
  // once.
  template <typename T>
  static std::span<const T, kBlock> block(const std::vector<T>& of_all, std::size_t begin) {
    return std::span<const T, kBlock>(of_all.data() + begin, kBlock);
  }
  // Scores are never negative, so their bits are in their order; of floats, the compiler may not
  // change the order of comparisons. Where they are inlined, GCC 12 compares one by one.
  [[gnu::noinline]] static float largest(std::span<const float, kBlock> scores) {
    std::int32_t most = 0;
    for (const float score : scores) most = std::max(most, std::bit_cast<std::int32_t>(score));
    return std::bit_cast<float>(most);
  }
  [[gnu::noinline]] static std::uint8_t count_at_least(
      std::span<const std::uint8_t, kBlock> clauses, std::uint8_t least) {
    std::uint8_t count = 0;
    for (const std::uint8_t of_article : clauses) {
      count = static_cast<std::uint8_t>(count + (of_article >= least ? 1 : 0));
    }
    return count;
  }

  struct Sums {
    explicit Sums(schema::Doc articles)
        : count(articles),
          scores((articles + kBlock - 1) / kBlock * kBlock),
          clauses(scores.size()),
          best(scores.size() / kBlock) {}
    schema::Doc count;
    std::vector<float> scores;
    ClauseCounts clauses;
    std::vector<float> best;  // score of each block
  };
  std::vector<Sums> segments_;
};

}  // namespace fihris::search
