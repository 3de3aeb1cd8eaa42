// CORPUS arguments -> files.
#include "indexer/ingest/file_walker.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace fihris::ingest {
namespace {

namespace fs = std::filesystem;

struct Walk {
  std::vector<CorpusFile> files;
  std::vector<Problem> problems;
};

Walk walk(const std::vector<std::string>& corpus) {
  Walk result;
  Result<std::vector<CorpusFile>> files =
      walk_corpus(corpus, [&](const Problem& problem) { result.problems.push_back(problem); });
  REQUIRE(files);
  result.files = std::move(*files);
  return result;
}

std::vector<std::string> names(const Walk& walk) {
  std::vector<std::string> out;
  for (const CorpusFile& file : walk.files) out.push_back(file.relative_path);
  return out;
}

using Names = std::vector<std::string>;

TEST_SUITE("unit") {
  TEST_CASE("folders are walked in sorted order and hidden entries left out") {
    const test::TempDir dir;
    dir.write("news/b.txt", "12345");
    dir.write("news/a/z.txt", "");
    dir.write("news/.hidden.txt", "");
    dir.write("news/.git/c.txt", "");
    dir.write("news/مقال.txt", "");
    const Walk found = walk({dir / "news/"});
    CHECK(names(found) == Names{"a/z.txt", "b.txt", "مقال.txt"});
    CHECK(found.problems.empty());
    CHECK(found.files[1].path == dir / "news/b.txt");
    CHECK(found.files[1].size == 5);
    struct stat status {};
    REQUIRE(::stat((dir / "news/b.txt").c_str(), &status) == 0);
    CHECK(found.files[1].mtime_ns ==
          status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
  }

  TEST_CASE("a file named itself is relative to its folder") {
    const test::TempDir dir;
    dir.write("news/.hidden.txt", "");
    CHECK(names(walk({dir / "news/.hidden.txt"})) == Names{".hidden.txt"});
  }

  TEST_CASE("a file reached twice comes once") {
    const test::TempDir dir;
    dir.write("news/a/b.txt", "");
    CHECK(names(walk({dir / "news", dir / "news/a", dir / "news/a/b.txt"})) == Names{"a/b.txt"});
  }

  TEST_CASE("links are followed and their loops end") {
    const test::TempDir dir;
    dir.write("news/a/b.txt", "");
    dir.write("other/c.txt", "");
    fs::create_directory_symlink(dir.path() / "news", dir.path() / "news/a/loop");
    fs::create_directory_symlink(dir.path() / "other", dir.path() / "news/other");
    fs::create_symlink(dir.path() / "missing.txt", dir.path() / "news/dangling.txt");
    const Walk found = walk({dir / "news"});
    CHECK(names(found) == Names{"a/b.txt", "other/c.txt"});
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0].path == dir / "news/dangling.txt");
  }

  TEST_CASE("files of one relative path in two folders keep different names") {
    const test::TempDir dir;
    dir.write("x/news/a.txt", "");
    dir.write("y/news/a.txt", "");
    dir.write("z/news/a.txt", "");
    const Names found = names(walk({dir / "x/news", dir / "y/news", dir / "z/news"}));
    CHECK(found == Names{dir / "z/news/a.txt", "a.txt", "news/a.txt"});
  }

  TEST_CASE("a name that is not UTF-8 becomes one that is") {
    const test::TempDir dir;
    dir.write("news/caf\xE9.txt", "");
    CHECK(names(walk({dir / "news"})) == Names{"caf%E9.txt"});
  }

  TEST_CASE("what is no file is a problem and what does not exist an error") {
    const test::TempDir dir;
    dir.write("news/a.txt", "");
    REQUIRE(::mkfifo((dir / "news/pipe").c_str(), 0600) == 0);
    const Walk found = walk({dir / "news"});
    CHECK(names(found) == Names{"a.txt"});
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0].message == "not a regular file");
    const auto missing = walk_corpus({dir / "missing"}, [](const Problem&) {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message.find("missing") != std::string::npos);
  }
}

}  // namespace
}  // namespace fihris::ingest
