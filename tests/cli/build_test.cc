// build: what it takes, what it refuses, and what it says.
#include <doctest/doctest.h>

#include <filesystem>
#include <regex>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCamels = "قافلة الجمال\n\nعبرت قافلة الجمال الصحراء في عشرين يوما.\n";
constexpr std::string_view kBridges = "جسر معلق\n\nافتتح اليوم جسر معلق فوق النهر الكبير.\n";

TEST_SUITE("cli") {
  TEST_CASE("build indexes a folder with all folders below it") {
    const TempDir dir;
    dir.write("corpus/a.txt", kCamels);
    dir.write("corpus/عميق/جدا/b.txt", kBridges);
    dir.write("corpus/c.jsonl",
              "{\"id\": \"c1\", \"title\": \"غواصة\", \"body\": \"غاصت الغواصة.\"}\n");
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
    CHECK(found(dir / "index", "") == Ids{"a.txt", "c1", "عميق/جدا/b.txt"});
    CHECK(found(dir / "index", "الجمال") == Ids{"a.txt"});
  }

  TEST_CASE("build takes files and several folders") {
    const TempDir dir;
    dir.write("one/a.txt", kCamels);
    dir.write("two/b.txt", kBridges);
    dir.write("three/c.txt", "غواصة\n\nغاصت الغواصة إلى القاع العميق.\n");
    const RunResult result = indexer(
        {"build", "--index", dir / "index", dir / "one", dir / "two/b.txt", dir / "three/"});
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(found(dir / "index", "") == Ids{"a.txt", "b.txt", "c.txt"});
  }

  TEST_CASE("build replaces what was there") {
    const TempDir dir;
    dir.write("corpus/a.txt", kCamels);
    must_build(dir);
    fs::remove(dir / "corpus/a.txt");
    dir.write("corpus/b.txt", kBridges);
    must_build(dir);
    CHECK(found(dir / "index", "") == Ids{"b.txt"});
  }

  TEST_CASE("build gives the same answers with any number of jobs") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(500, "a", "الهدهد"));
    for (const std::string jobs : {"1", "2", "7"}) {
      const RunResult result =
          indexer({"build", "--index", dir / "index" + jobs, "--jobs", jobs, dir / "corpus"});
      INFO("--jobs ", jobs, "\n", result);
      CHECK(result.exit_code == 0);
      CHECK(total_found(dir / "index" + jobs, "الهدهد") == 500);
    }
    CHECK(found(dir / "index1", "سفينة نخلة قانون") == found(dir / "index7", "سفينة نخلة قانون"));
  }

  TEST_CASE("a build says how much it indexed") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(37, "a", "الهدهد"));
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(std::regex_search(result.out, std::regex("\\b37\\b")));
    const RunResult quiet = indexer({"build", "--quiet", "--index", dir / "index", dir / "corpus"});
    INFO(quiet);
    CHECK(quiet.out == "");
    CHECK(quiet.err == "");
  }

  TEST_CASE("a folder that does not exist is not indexed") {
    const TempDir dir;
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, dir / "corpus"));
    CHECK_FALSE(fs::exists(dir / "index/live"));
  }

  TEST_CASE("a folder that does not exist leaves the old index as it was") {
    const TempDir dir;
    dir.write("corpus/a.txt", kCamels);
    must_build(dir);
    for (const std::string command : {"build", "update"}) {
      const RunResult result =
          indexer({command, "--index", dir / "index", dir / "corpus", dir / "elsewhere"});
      INFO(command, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK(contains(result.err, dir / "elsewhere"));
      CHECK(found(dir / "index", "") == Ids{"a.txt"});
    }
  }

  TEST_CASE("a build of nothing says so and leaves the old index as it was") {
    const TempDir dir;
    dir.write("corpus/a.txt", kCamels);
    must_build(dir);
    fs::create_directories(dir / "empty");
    const RunResult result = indexer({"build", "--index", dir / "index", dir / "empty"});
    INFO(result);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, dir / "empty"));
    CHECK(found(dir / "index", "") == Ids{"a.txt"});
  }

  TEST_CASE("an index that cannot be written is refused") {
    const TempDir dir;
    dir.write("corpus/a.txt", kCamels);
    dir.write("file", "not a folder");
    for (const std::string command : {"build", "update"}) {
      const RunResult result = indexer({command, "--index", dir / "file/index", dir / "corpus"});
      INFO(command, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK(contains(result.err, dir / "file/index"));
    }
    CHECK(read_file(dir / "file") == "not a folder");
  }

  TEST_CASE("symbolic links that go round in a circle end") {
    const TempDir dir;
    dir.write("corpus/a.txt", kCamels);
    fs::create_directory_symlink(dir.path() / "corpus", dir.path() / "corpus/again");
    fs::create_symlink("nowhere.txt", dir.path() / "corpus/dangling.txt");
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code >= 0);
    CHECK(result.exit_code <= 1);
    CHECK(found(dir / "index", "الجمال") == Ids{"a.txt"});
  }

  TEST_CASE("check counts the articles of a whole index") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(37, "a", "الهدهد"));
    must_build(dir);
    const RunResult result = indexer({"check", "--index", dir / "index"});
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(std::regex_search(result.out, std::regex("\\b37\\b")));
    CHECK(result.err == "");
  }

  TEST_CASE("check without an index exits 2 and says how to make one") {
    const TempDir dir;
    const RunResult result = indexer({"check", "--index", dir / "index"});
    INFO(result);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, dir / "index"));
    CHECK(contains(result.err, "build"));
    CHECK_FALSE(fs::exists(dir / "index"));
  }
}

}  // namespace

}  // namespace fihris::test
