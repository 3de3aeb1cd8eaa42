// Query/text pairs with the expected answer, asked of the real programs: the measure of the
// analysis.
//
// A row of a vectors file is id, query, text, expect (match or not), mode (default or exact) and
// reason, which opens with its class: [core] any Arabic engine must, [hard] few do, [stretch] more.
// Every text becomes one article; "match" means that this article is among the hits of an answer
// that was not relaxed.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>

#include "tests/api/fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/shared_data.h"

namespace fihris::test {

namespace {

// Rows that must be answered as expected. Raise them with the engine; never lower them.
struct Floor {
  const char* file;  // of tests/golden
  std::size_t rows;
};
constexpr std::array kOwnFloors = {
    Floor{"vectors.tsv", 160},   Floor{"vectors_2.tsv", 188}, Floor{"vectors_3.tsv", 163},
    Floor{"vectors_4.tsv", 288}, Floor{"vectors_5.tsv", 122}, Floor{"vectors_6.tsv", 59},
    Floor{"vectors_7.tsv", 160}, Floor{"vectors_8.tsv", 160},
};
constexpr std::size_t kFloorShared = 109;
constexpr std::size_t kFloorNotes = 109;

struct Vector {
  std::string id;
  std::string query;
  std::string text;
  bool match;
  bool exact;
  std::string reason;
};

std::vector<Vector> read_vectors(const std::filesystem::path& file) {
  std::vector<Vector> vectors;
  for (const std::vector<std::string>& row : read_table(file)) {
    if (row.at(0) != "id") {  // the names of the columns
      vectors.push_back(
          {row.at(0), row.at(1), row.at(2), row.at(3) == "match", row.at(4) == "exact", row.at(5)});
    }
  }
  return vectors;
}

bool finds(const Asker& asker, const Vector& vector) {
  const Json answer = asker.search(
      vector.query, std::string("&size=100&duplicates=1&exact=") + (vector.exact ? "1" : "0"));
  const Json& hits = answer.at("hits");
  return answer.at("query").at("relaxed") == false &&
         std::ranges::any_of(hits, [&](const Json& hit) { return hit.at("id") == vector.id; });
}

struct Tally {
  std::size_t passed = 0;
  std::size_t total = 0;
};

// Asks all vectors of the file, prints what failed and the tally of every class; gives the sum.
Tally score(const std::filesystem::path& file) {
  const std::vector<Vector> vectors = read_vectors(file);
  const TempDir dir;
  std::string corpus;
  for (const Vector& vector : vectors) {
    corpus += Json{{"id", vector.id}, {"title", ""}, {"body", vector.text}}.dump() + "\n";
  }
  dir.write("corpus/vectors.jsonl", corpus);
  index_corpus(dir);
  const ServerProcess server(dir / "index");
  const Asker asker(server.port());
  std::map<std::string, Tally> tallies;
  std::string failures;
  for (const Vector& vector : vectors) {
    const bool passed = finds(asker, vector) == vector.match;
    const std::string kind = vector.reason.substr(0, vector.reason.find(' '));
    for (const std::string& group : {kind, std::string("all")}) {
      ++tallies[group].total;
      tallies[group].passed += passed ? 1 : 0;
    }
    if (!passed) {
      failures += vector.id + "\t" + (vector.match ? "missed" : "found, but must not") + "\t" +
                  (vector.exact ? "exact: " : "") + vector.query + "\t" + vector.text + "\t" +
                  vector.reason + "\n";
    }
  }
  std::cout << file.filename().string() << '\n' << failures;
  for (const auto& [group, tally] : tallies) {
    std::cout << group << '\t' << tally.passed << " / " << tally.total << '\n';
  }
  return tallies["all"];
}

TEST_SUITE("vectors") {
  TEST_CASE("the vectors of the project are answered as expected") {
    for (const Floor& floor : kOwnFloors) {
      CAPTURE(floor.file);
      const Tally tally = score(source_folder() / "tests/golden" / floor.file);
      CHECK(tally.passed >= floor.rows);
    }
  }

  TEST_CASE("every rule of the notes on Arabic has a row that holds") {
    const Tally tally = score(source_folder() / "tests/golden/notes.tsv");
    CHECK(tally.passed == tally.total);
    CHECK(tally.passed >= kFloorNotes);
  }

  TEST_CASE("the shared vectors are answered as expected") {
    const auto file = shared_data("arabic/match_vectors.tsv");
    if (!file) {
      return;
    }
    const Tally tally = score(*file);
    CHECK(tally.total > 0);
    CHECK(tally.passed >= kFloorShared);
  }
}

}  // namespace

}  // namespace fihris::test
