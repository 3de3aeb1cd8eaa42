// Files that are longer than memory should be: tables and mailboxes are read a piece at a time.
//
//   FIHRIS_SLOW_TESTS=1 program_tests -tc='*hundreds of megabytes*'
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/cli/cli_fixture.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;

// `head`, then `piece` again and again up to that size. Written as it comes: what this process
// holds would count for the programs that it starts.
void write_large(const fs::path& file, std::string_view head, const std::string& piece,
                 std::size_t megabytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << head;
  for (std::size_t size = 0; size < megabytes * kMegabyte; size += piece.size()) out << piece;
}

struct LargeFile {
  std::string name;
  std::string head;
  std::string piece;
};

std::vector<LargeFile> large_files() {
  const std::string text = sample_words(300, 7);
  const std::string mail =
      "From a@example.org Tue Mar  5 08:00:00 2024\nFrom: a@example.org\nTo: b@example.org\n"
      "Subject: x\nDate: Tue, 05 Mar 2024 08:00:00 +0200\nMIME-Version: 1.0\n"
      "Content-Type: text/plain; charset=utf-8\n\n" +
      text + "\n\n";
  return {{"table.csv", "title,body\n", "عنوان,\"" + text + "\n" + text + "\"\n"},
          {"box.mbox", "", mail},
          {"lines.jsonl", "", R"({"body": ")" + text + "\"}\n"}};
}

// Memory that reading takes, in megabytes: the rest of the indexer is left out.
double peak_of(const TempDir& dir, const LargeFile& file, std::size_t megabytes) {
  const std::string corpus = dir / (file.name + "-" + std::to_string(megabytes));
  write_large(fs::path(corpus) / file.name, file.head, file.piece, megabytes);
  RunOptions options;
  options.timeout = std::chrono::minutes(10);
  const RunResult result =
      indexer({"build", "--dry-run", "--jobs", "1", "--index", dir / "index", corpus}, options);
  INFO(result);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, " articles in 1 files"));
  fs::remove_all(corpus);
  return static_cast<double>(result.peak_kilobytes) / 1024;
}

void check_memory(std::size_t megabytes) {
  constexpr double kMost = 32;  // megabytes more than for a file of one
  const TempDir dir;
  for (const LargeFile& file : large_files()) {
    const double small = peak_of(dir, file, 1);
    const double large = peak_of(dir, file, megabytes);
    std::cout << file.name << " of " << megabytes << " MB: " << large
              << " MB of memory, of 1 MB: " << small << " MB\n";
    CHECK(large < small + kMost);
  }
}

TEST_SUITE("cli") {
  TEST_CASE("a table or mailbox of many megabytes is read in little memory") { check_memory(64); }

  TEST_CASE("a quotation mark without its other ends a table at 64 MB") {
    const TempDir dir;
    write_large(dir / "corpus/a.csv", "title,body\nx,نص قصير.\ny,\"", sample_words(300, 7) + "\n",
                80);
    const RunResult result =
        indexer({"build", "--dry-run", "--jobs", "1", "--index", dir / "index", dir / "corpus"});
    INFO(result);
    CHECK(contains(result.out, "1 articles in 1 files"));
    CHECK(contains(result.err, "a.csv: a cell longer than 64 MB"));
    CHECK(result.peak_kilobytes < 300'000);
  }

  TEST_CASE("a table or mailbox of hundreds of megabytes is read in little memory") {
    if (std::getenv("FIHRIS_SLOW_TESTS") == nullptr) {
      std::cout << "skipped: set FIHRIS_SLOW_TESTS=1 to run it\n";
      return;
    }
    check_memory(600);
  }
}

}  // namespace

}  // namespace fihris::test
