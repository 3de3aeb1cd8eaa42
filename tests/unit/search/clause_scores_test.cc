// The sums over the clauses of a query, against sums made one article at a time.
#include "server/search/clause_scores.h"

#include <doctest/doctest.h>

#include <memory>
#include <random>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

std::shared_ptr<const schema::Snapshot> snapshot_of(std::size_t articles,
                                                    const test::TempDir& dir) {
  std::string lines;
  for (std::size_t i = 0; i < articles; ++i)
    lines += R"({"id":")" + std::to_string(i) +
             R"(","body":"x"})"
             "\n";
  dir.write("corpus/articles.jsonl", lines);
  writer::WriteOptions options;
  options.index = dir.path() / "index";
  options.corpus = {dir / "corpus"};
  REQUIRE(writer::build_index(options));
  return schema::Snapshot::open(options.index).value();
}

TEST_SUITE("unit") {
  TEST_CASE("articles are found by clauses and by score in any number of them") {
    std::mt19937 random(1);
    for (const schema::Doc articles : {1U, 7U, 63U, 64U, 65U, 129U, 500U}) {
      const test::TempDir dir;
      const auto snapshot = snapshot_of(articles, dir);
      ClauseScores scores(*snapshot);
      std::vector<std::uint32_t> clauses(articles, 0);
      for (int clause = 0; clause < 3; ++clause) {
        Matches matches;
        for (schema::Doc doc = 0; doc < articles; ++doc) {
          if (random() % 3 != 0) continue;
          matches.push_back({doc, static_cast<float>(random() % 5)});
          ++clauses[doc];
        }
        scores.add(0, matches);
      }
      scores.summarize();
      for (const std::size_t required : {1U, 2U, 3U, 4U}) {
        std::vector<schema::Doc> expected;
        for (schema::Doc doc = 0; doc < articles; ++doc) {
          if (clauses[doc] >= required) expected.push_back(doc);
        }
        CHECK(scores.matching(0, required) == expected);
      }
      for (const float least : {-1.0F, 0.0F, 2.5F, 6.0F, 100.0F}) {
        std::vector<schema::Doc> expected;
        for (schema::Doc doc = 0; doc < articles; ++doc) {
          if (clauses[doc] > 0 && scores.scores(0)[doc] >= least) expected.push_back(doc);
        }
        CHECK(scores.above(0, least) == expected);
      }
      for (const std::size_t wanted : {1U, 2U, 5U, 1000U}) {
        const float reached = scores.reached_by(0, wanted);
        CHECK((reached == 0 || scores.above(0, reached).size() >= wanted));
      }
    }
  }
}

}  // namespace
}  // namespace fihris::search
