// Captured pages: what is extracted from them and what finds them. The five seeds are third-party
// pages of the shared data; corpus/pages has pages of the project's own in the same manner.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>

#include "tests/api/page_expectations.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/shared_data.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

// Queries of seeds/queries.tsv that cannot be answered before part B.
constexpr std::array<std::string_view, 0> kWaitsForPartB{};

// Copies what may be indexed of the seeds: the pages alone.
void copy_pages(const fs::path& seeds, const TempDir& dir) {
  fs::create_directories(dir / "corpus");
  for (const fs::directory_entry& entry : fs::directory_iterator(seeds)) {
    if (entry.path().extension() == ".txt") {
      fs::copy_file(entry.path(), dir / "corpus" / entry.path().filename());
    }
  }
}

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += "\n  " + line;
  }
  return text;
}

TEST_SUITE("seeds") {
  TEST_CASE("the seeds are found by what a reader types") {
    const auto seeds = shared_data("seeds");
    if (!seeds) {
      return;
    }
    const TempDir dir;
    copy_pages(*seeds, dir);
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    std::vector<std::vector<std::string>> rows = read_table(*seeds / "queries.tsv");
    REQUIRE(rows.size() > 1);
    rows.erase(rows.begin());  // the names of the columns
    for (const std::vector<std::string>& row : rows) {
      const std::string& q = row.at(0);
      const std::string& first = row.at(1);
      const Ids ids = asker.ids(q, "&size=100");
      INFO("query: ", q, "\nwhy: ", row.at(3), "\nhits:", listed(ids));
      if (std::ranges::find(kWaitsForPartB, q) != kWaitsForPartB.end()) {
        std::cout << "waits for part B: " << q << '\n';
        continue;
      }
      if (first != "any") {
        CHECK((ids.empty() ? "nothing" : ids.front()) == first);
      }
      for (const std::string& wanted : columns_of(row.at(2), ',')) {
        CAPTURE(wanted);
        const bool found = wanted.empty() || std::ranges::find(ids, wanted) != ids.end();
        CHECK(found);
      }
    }
  }

  TEST_CASE("the seeds are extracted as a reader expects") {
    const auto seeds = shared_data("seeds");
    if (!seeds) {
      return;
    }
    const TempDir dir;
    copy_pages(*seeds, dir);
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const std::vector<std::string> faults =
        page_faults(Asker(server.port()), *seeds / "expected.json", "", true);
    INFO(listed(faults));
    CHECK(faults.empty());
  }

  TEST_CASE("the pages of the corpus are extracted as a reader expects") {
    const TempDir dir;
    fs::create_directories(dir / "corpus");
    fs::copy(source_folder() / "corpus/pages", dir / "corpus/pages");
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    std::size_t expectations = 0;
    for (const fs::path& file : files_below(source_folder() / "tests/golden")) {
      if (!file.filename().string().starts_with("corpus_pages")) {
        continue;
      }
      ++expectations;
      const std::vector<std::string> faults =
          page_faults(Asker(server.port()), file, "pages/", false);
      INFO(file.filename().string(), ":", listed(faults));
      CHECK(faults.empty());
    }
    CHECK(expectations > 0);
  }
}

}  // namespace

}  // namespace fihris::test
