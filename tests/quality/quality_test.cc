// How good the ranking is: the corpus of the project, asked 60 judged queries.
//
// queries.tsv: id, query. judgments.qrels, in TREC form: query id, 0, article id, grade 1 to 3.
// The measures are those of TREC: nDCG@10 with the grade as gain, and MRR@10.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "tests/api/fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"

namespace fihris::test {

namespace {

// Raise them with the engine; never lower them.
constexpr double kFloorNdcg = 0.85;
constexpr double kFloorMrr = 0.94;

constexpr std::size_t kDepth = 10;

using Grades = std::map<std::string, double>;  // article id → grade

std::map<std::string, Grades> read_judgments(const std::filesystem::path& file) {
  std::map<std::string, Grades> judgments;
  for (const std::string& line : lines_of(read_file(file))) {
    std::istringstream columns(line);
    std::string query;
    std::string iteration;
    std::string article;
    double grade = 0;
    if (columns >> query >> iteration >> article >> grade && grade > 0) {
      judgments[query][article] = grade;
    }
  }
  return judgments;
}

double discounted(double gain, std::size_t rank) {
  return gain / std::log2(static_cast<double>(rank) + 2);
}

double ndcg(const Ids& ids, const Grades& grades) {
  double gained = 0;
  for (std::size_t rank = 0; rank < std::min(kDepth, ids.size()); ++rank) {
    const auto found = grades.find(ids[rank]);
    gained += found == grades.end() ? 0 : discounted(found->second, rank);
  }
  std::vector<double> best;
  for (const auto& [article, grade] : grades) {
    best.push_back(grade);
  }
  std::ranges::sort(best, std::greater<>());
  double ideal = 0;
  for (std::size_t rank = 0; rank < std::min(kDepth, best.size()); ++rank) {
    ideal += discounted(best[rank], rank);
  }
  return gained / ideal;
}

double reciprocal_rank(const Ids& ids, const Grades& grades) {
  const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(kDepth, ids.size()));
  const auto first =
      std::find_if(ids.begin(), end, [&](const std::string& id) { return grades.contains(id); });
  return first == end ? 0 : 1 / static_cast<double>(first - ids.begin() + 1);
}

TEST_SUITE("quality") {
  TEST_CASE("the measures are those of TREC") {
    const Grades grades{{"a", 3}, {"b", 1}};
    CHECK(ndcg({"a", "b"}, grades) == doctest::Approx(1));
    CHECK(ndcg({"x", "a"}, grades) == doctest::Approx(1.892789 / 3.630930));
    CHECK(ndcg({}, grades) == 0);
    CHECK(reciprocal_rank({"x", "b"}, grades) == doctest::Approx(0.5));
    CHECK(reciprocal_rank({"x"}, grades) == 0);
  }

  TEST_CASE("the judged queries find their articles") {
    const std::filesystem::path folder = source_folder() / "tests/quality";
    const TempDir dir;
    const RunResult indexed = run(indexer_program(), {"build", "--quiet", "--index", dir / "index",
                                                      (source_folder() / "corpus").string()});
    INFO(indexed);
    REQUIRE(indexed.exit_code == 0);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    const std::map<std::string, Grades> judgments = read_judgments(folder / "judgments.qrels");
    double ndcg_sum = 0;
    double mrr_sum = 0;
    std::size_t count = 0;
    for (const std::vector<std::string>& row : read_table(folder / "queries.tsv")) {
      CAPTURE(row.at(1));
      const auto judged = judgments.find(row.at(0));
      REQUIRE(judged != judgments.end());
      const Ids ids = asker.ids(row.at(1));
      const double query_ndcg = ndcg(ids, judged->second);
      ndcg_sum += query_ndcg;
      mrr_sum += reciprocal_rank(ids, judged->second);
      ++count;
      if (query_ndcg < 0.6) {
        std::cout << row.at(0) << '\t' << query_ndcg << '\t' << row.at(1) << '\n';
      }
    }
    REQUIRE(count > 0);
    const double mean_ndcg = ndcg_sum / static_cast<double>(count);
    const double mean_mrr = mrr_sum / static_cast<double>(count);
    std::cout << count << " queries: nDCG@10 " << mean_ndcg << ", MRR@10 " << mean_mrr << '\n';
    CHECK(mean_ndcg >= kFloorNdcg);
    CHECK(mean_mrr >= kFloorMrr);
  }

  TEST_CASE("the judged articles are in the corpus") {
    const std::filesystem::path folder = source_folder() / "tests/quality";
    const TempDir dir;
    const RunResult indexed = run(indexer_program(), {"build", "--quiet", "--index", dir / "index",
                                                      (source_folder() / "corpus").string()});
    REQUIRE(indexed.exit_code == 0);
    const ServerProcess server(dir / "index");
    std::set<std::string> missing;
    for (const auto& [query, grades] : read_judgments(folder / "judgments.qrels")) {
      for (const auto& [article, grade] : grades) {
        const HttpClient client(server.port());
        if (client.get("/api/v1/articles/" + percent_encoded(article)).status != 200) {
          missing.insert(article);
        }
      }
    }
    for (const std::string& article : missing) {
      std::cout << "judged but not in the corpus: " << article << '\n';
    }
    CHECK(missing.empty());
  }
}

}  // namespace

}  // namespace fihris::test
