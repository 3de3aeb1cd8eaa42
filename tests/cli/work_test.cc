// How much work is done, not how long it takes: bytes that are written, read and held. What takes
// time is in tests/bench.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "tests/cli/cli_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/sample_corpus.h"
#include "tests/support/server_process.h"

namespace fihris::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarker = "ثابت";

// An index of so many articles of 60 words.
struct Index {
  explicit Index(std::size_t articles) {
    dir.write("corpus/old.jsonl", sample_jsonl(articles, "old", kMarker));
    must_build(dir);
  }
  TempDir dir;
};

std::set<std::string> files_below(const fs::path& folder) {
  std::set<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.insert(entry.path().string());
  }
  return files;
}

std::uintmax_t bytes_below(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  for (const std::string& file : files_below(folder)) bytes += fs::file_size(file);
  return bytes;
}

// What an update leaves that was not there, when one article is added.
std::uintmax_t written_for_one_article(const TempDir& dir) {
  const std::set<std::string> before = files_below(dir / "index");
  dir.write("corpus/new.jsonl", sample_jsonl(1, "new", kMarker));
  CHECK(update(dir).exit_code == 0);
  std::uintmax_t bytes = 0;
  for (const std::string& file : files_below(dir / "index")) {
    if (!before.contains(file)) bytes += fs::file_size(file);
  }
  return bytes;
}

// By read calls so far: posting lists and stored articles. All else is mapped.
std::size_t bytes_read(const ServerProcess& server) {
  std::ifstream file("/proc/" + std::to_string(server.pid()) + "/io");
  std::string name;
  std::size_t bytes = 0;
  file >> name >> bytes;  // "rchar: N"
  return bytes;
}

std::size_t read_for(const ServerProcess& server, std::string_view q) {
  const std::size_t before = bytes_read(server);
  const auto answer = HttpClient(server.port()).get("/api/v1/search?q=" + percent_encoded(q));
  CHECK(answer.status == 200);
  return bytes_read(server) - before;
}

TEST_SUITE("cli") {
  TEST_CASE("an index takes about as much as its text") {
    const Index index(4000);
    const std::uintmax_t text = bytes_below(index.dir / "corpus");
    CHECK(bytes_below(index.dir / "index") <= text + text / 10);
  }

  TEST_CASE("what an update writes for an article does not grow with the index") {
    const Index small(500);
    const Index large(8000);
    const std::uintmax_t for_small = written_for_one_article(small.dir);
    const std::uintmax_t for_large = written_for_one_article(large.dir);
    CHECK(for_small > 0);
    CHECK(for_large < for_small + 4096);
    CHECK(for_large < bytes_below(large.dir / "index") / 20);
  }

  TEST_CASE("a query that is asked again reads the ten articles of its page and no posting list") {
    constexpr std::size_t kTenArticles = 10 * 600;  // bytes, packed; of 60 words
    for (const std::size_t articles : {1000U, 8000U}) {
      const Index index(articles);
      const ServerProcess server(index.dir / "index");
      const std::size_t first = read_for(server, kMarker);
      const std::size_t again = read_for(server, kMarker);
      CHECK(again > 0);
      CHECK(again < kTenArticles);
      CHECK(again < first);
      CHECK(read_for(server, kMarker) == again);
    }
  }
}

}  // namespace
}  // namespace fihris::test
