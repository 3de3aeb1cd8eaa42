// Adds up what the clauses of a query find: for each article its score and how many clauses it has.
//
//   ClauseScores scores(snapshot, clauses.size());
//   scores.add(segment, matcher.match(segment, clause));   // for each clause, in order
//   if (scores.clauses(ref) >= 2) use(scores.score(ref));
#pragma once

#include <algorithm>
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

  // How many clauses each article of a segment has.
  std::span<const std::uint16_t> clauses_of(std::uint32_t segment) const {
    return segments_[segment].clauses;
  }
  float score(schema::DocRef ref) const { return segments_[ref.segment].scores[ref.doc]; }
  std::uint32_t clauses(schema::DocRef ref) const {
    return segments_[ref.segment].clauses[ref.doc];
  }

 private:
  struct Sums {
    explicit Sums(schema::Doc articles) : scores(articles), clauses(articles) {}
    std::vector<float> scores;
    std::vector<std::uint16_t> clauses;
  };
  std::vector<Sums> segments_;
};

}  // namespace fihris::search
