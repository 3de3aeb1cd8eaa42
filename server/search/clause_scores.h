// Adds up what the clauses of a query find: for each article its score and how many clauses it has.
//
//   ClauseScores scores(snapshot);
//   scores.add(segment, matcher.match(segment, clause));   // for each clause, in order
//   for (const Doc doc : scores.matching(segment, 2)) use(scores.scores(segment)[doc]);
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/postings.h"

namespace fihris::search {

// Not thread-safe.
class ClauseScores {
 public:
  explicit ClauseScores(const schema::Snapshot& snapshot) {
    for (const auto& segment : snapshot.segments) {
      segments_.emplace_back(segment->article_count());
    }
  }

  void add(std::uint32_t segment, const Matches& matches) {
    Sums& sums = segments_[segment];
    for (const Match& match : matches) {
      sums.scores[match.doc] += match.score;
      ++sums.clauses[match.doc];
    }
  }
  // Every article has one clause more.
  void add_all(std::uint32_t segment) {
    for (std::uint16_t& clauses : segments_[segment].clauses) ++clauses;
  }
  // These articles match nothing, whatever they have.
  void exclude(std::uint32_t segment, const Matches& matches) {
    for (const Match& match : matches) segments_[segment].clauses[match.doc] = 0;
  }
  // Only these articles may match.
  void require(std::uint32_t segment, const Matches& matches) {
    std::vector<std::uint16_t>& clauses = segments_[segment].clauses;
    schema::Doc next = 0;
    for (const Match& match : matches) {
      std::fill(clauses.begin() + next, clauses.begin() + match.doc, std::uint16_t{0});
      next = match.doc + 1;
    }
    std::fill(clauses.begin() + next, clauses.end(), std::uint16_t{0});
  }

  // The articles of a segment that have so many clauses; at least 1.
  std::vector<schema::Doc> matching(std::uint32_t segment, std::size_t required) const {
    const std::span<const std::uint16_t> clauses = segments_[segment].clauses;
    const auto found = std::ranges::count_if(
        clauses, [&](std::uint16_t of_article) { return of_article >= required; });
    // Written without a branch, which would be a guess at each article: so there is room for one
    // that is not kept.
    std::vector<schema::Doc> docs(static_cast<std::size_t>(found) + 1);
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < clauses.size(); begin += kBlock) {
      const std::size_t end = std::min(begin + kBlock, clauses.size());
      unsigned some = 0;
      for (std::size_t doc = begin; doc < end; ++doc) some |= clauses[doc];
      if (some == 0) continue;
      for (std::size_t doc = begin; doc < end; ++doc) {
        docs[count] = static_cast<schema::Doc>(doc);
        count += clauses[doc] >= required ? 1U : 0U;
      }
    }
    docs.pop_back();
    return docs;
  }
  // By doc.
  std::span<const float> scores(std::uint32_t segment) const { return segments_[segment].scores; }
  std::uint32_t clauses(schema::DocRef ref) const {
    return segments_[ref.segment].clauses[ref.doc];
  }

 private:
  static constexpr std::size_t kBlock = 16;  // most articles have nothing: passed by the block

  struct Sums {
    explicit Sums(schema::Doc articles) : scores(articles), clauses(articles) {}
    std::vector<float> scores;
    std::vector<std::uint16_t> clauses;
  };
  std::vector<Sums> segments_;
};

}  // namespace fihris::search
