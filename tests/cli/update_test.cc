// update: brings an index in line with the files, whatever has happened to them.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

std::string line(const std::string& id, const std::string& body) {
  return R"({"id": ")" + id + R"(", "body": ")" + body + "\"}\n";
}

void must_update(const TempDir& dir) {
  const RunResult result = update(dir);
  INFO(result);
  REQUIRE(result.exit_code == 0);
}

// Every file of the index with its content, but for the lock.
Ids content_of(const fs::path& index) {
  Ids content;
  for (const fs::path& file : files_below(index)) {
    if (file.filename() != "lock") {
      content.push_back(file.string() + " " + read_file(file));
    }
  }
  return content;
}

TEST_SUITE("cli") {
  TEST_CASE("update makes an index where there is none") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", line("a", "تفاحة حمراء على الغصن."));
    must_update(dir);
    CHECK(found(dir / "index", "تفاحة") == Ids{"a"});
  }

  TEST_CASE("update adds what is new") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", line("a", "تفاحة حمراء على الغصن."));
    must_build(dir);
    dir.write("corpus/b.jsonl", line("b", "برتقالة صفراء في السلة."));
    dir.write("corpus/جديد/c.txt", "رمانة\n\nنضجت رمانة في البستان.\n");
    must_update(dir);
    CHECK(found(dir / "index", "") == Ids{"a", "b", "جديد/c.txt"});
    CHECK(found(dir / "index", "برتقالة") == Ids{"b"});
    CHECK(found(dir / "index", "رمانة") == Ids{"جديد/c.txt"});
  }

  TEST_CASE("update changes what has changed") {
    const TempDir dir;
    dir.write("corpus/a.jsonl",
              line("a", "تفاحة حمراء على الغصن.") + line("b", "برتقالة صفراء في السلة."));
    must_build(dir);
    dir.write("corpus/a.jsonl",
              line("a", "تفاحة حمراء على الغصن.") + line("b", "مشمشة ناضجة في السلة."));
    must_update(dir);
    CHECK(found(dir / "index", "") == Ids{"a", "b"});
    CHECK(found(dir / "index", "برتقالة").empty());
    CHECK(found(dir / "index", "مشمشة") == Ids{"b"});
    CHECK(found(dir / "index", "تفاحة") == Ids{"a"});
  }

  TEST_CASE("update sees a change that keeps the size of a file") {
    const TempDir dir;
    const fs::path file = dir.write("corpus/a.jsonl", line("a", "تفاحة حمراء على الغصن."));
    const fs::file_time_type time = fs::last_write_time(file);
    must_build(dir);
    dir.write("corpus/a.jsonl", line("a", "تفاحة خضراء على الغصن."));
    fs::last_write_time(file, time + std::chrono::seconds{1});
    must_update(dir);
    CHECK(found(dir / "index", "خضراء") == Ids{"a"});
    CHECK(found(dir / "index", "حمراء").empty());
  }

  TEST_CASE("update removes what is gone") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", line("a", "تفاحة حمراء.") + line("b", "تفاحة صفراء."));
    dir.write("corpus/c.txt", "تفاحة\n\nسقطت تفاحة خضراء من الشجرة.\n");
    dir.write("corpus/d.jsonl", line("d", "برتقالة.") + line("e", "مشمشة."));
    must_build(dir);
    CHECK(found(dir / "index", "تفاحة") == Ids{"a", "b", "c.txt"});
    dir.write("corpus/a.jsonl", line("a", "تفاحة حمراء."));
    fs::remove(dir / "corpus/c.txt");
    must_update(dir);
    CHECK(found(dir / "index", "تفاحة") == Ids{"a"});
    CHECK(found(dir / "index", "") == Ids{"a", "d", "e"});
  }

  TEST_CASE("update follows a file that moves and an article that moves between files") {
    const TempDir dir;
    dir.write("corpus/a.txt", "رمانة\n\nنضجت رمانة في البستان.\n");
    dir.write("corpus/one.jsonl", line("mover", "تفاحة حمراء.") + line("stays", "برتقالة."));
    dir.write("corpus/two.jsonl", line("other", "مشمشة."));
    must_build(dir);
    fs::create_directories(dir / "corpus/deep");
    fs::rename(dir / "corpus/a.txt", dir / "corpus/deep/a.txt");
    dir.write("corpus/one.jsonl", line("stays", "برتقالة."));
    dir.write("corpus/two.jsonl", line("other", "مشمشة.") + line("mover", "تفاحة حمراء."));
    must_update(dir);
    CHECK(found(dir / "index", "") == Ids{"deep/a.txt", "mover", "other", "stays"});
    CHECK(found(dir / "index", "رمانة") == Ids{"deep/a.txt"});
    CHECK(found(dir / "index", "تفاحة") == Ids{"mover"});
  }

  TEST_CASE("update of an unchanged folder changes nothing") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(50, "a", "الهدهد"));
    must_build(dir);
    const Ids before = content_of(dir / "index");
    must_update(dir);
    CHECK((content_of(dir / "index") == before));  // not printed: it is the index
    must_update(dir);
    CHECK((content_of(dir / "index") == before));
    CHECK(total_found(dir / "index", "الهدهد") == 50);
  }

  TEST_CASE("update and build arrive at the same answers") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(100, "a", "الهدهد"));
    must_build(dir);
    for (int i = 0; i < 6; ++i) {
      const std::string number = std::to_string(i);
      dir.write("corpus/more" + number + ".jsonl", sample_jsonl(20, "more" + number, "الوروار"));
      if (i % 2 == 1) {
        fs::remove(dir / ("corpus/more" + std::to_string(i - 1) + ".jsonl"));
      }
      must_update(dir);
    }
    const RunResult built = indexer({"build", "--index", dir / "fresh", dir / "corpus"});
    INFO(built);
    REQUIRE(built.exit_code == 0);
    for (const std::string q : {"الهدهد", "الوروار", "سفينة قانون", "\"قلم معلم\" OR واحة"}) {
      CAPTURE(q);
      CHECK(total_found(dir / "index", q) == total_found(dir / "fresh", q));
    }
    CHECK(total_found(dir / "index", "الوروار") == 60);
    const RunResult checked = indexer({"check", "--index", dir / "index"});
    INFO(checked);
    CHECK(checked.exit_code == 0);
  }

  TEST_CASE("a file that has become unreadable is reported and keeps the articles that it had") {
    const TempDir dir;
    dir.write("corpus/a.txt", "تفاحة\n\nسقطت تفاحة خضراء من الشجرة.\n");
    dir.write("corpus/b.txt", "رمانة\n\nنضجت رمانة في البستان.\n");
    must_build(dir);
    dir.write("corpus/a.txt", std::string("\0\1\2\3\0\0\0\0", 8));
    for (int i = 0; i < 2; ++i) {  // and the second time, too
      const RunResult result = update(dir);
      INFO(result);
      CHECK(result.exit_code == 1);
      CHECK(contains(result.err, "a.txt"));
      CHECK(found(dir / "index", "") == Ids{"a.txt", "b.txt"});
    }
  }

  TEST_CASE("update that would remove most articles stops and asks") {
    const TempDir dir;
    dir.write("corpus/a.txt", "تفاحة\n\nسقطت تفاحة خضراء من الشجرة.\n");
    dir.write("corpus/b.txt", "رمانة\n\nنضجت رمانة في البستان.\n");
    must_build(dir);
    fs::remove(dir / "corpus/a.txt");
    fs::remove(dir / "corpus/b.txt");
    const RunResult refused = update(dir);  // a disk that is not mounted looks the same
    INFO(refused);
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "--allow-mass-delete"));
    CHECK(found(dir / "index", "") == Ids{"a.txt", "b.txt"});
    const RunResult allowed =
        indexer({"update", "--allow-mass-delete", "--index", dir / "index", dir / "corpus"});
    INFO(allowed);
    CHECK(allowed.exit_code == 0);
    CHECK(found(dir / "index", "").empty());
  }
}

}  // namespace

}  // namespace fihris::test
