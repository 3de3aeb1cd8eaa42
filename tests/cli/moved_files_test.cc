// Files that move, are touched, change while they are read, or have strange names.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/api/fixture.h"
#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

std::string article(const std::string& word) {
  return word + "\n\nخرجت " + word + " من الحديقة في الصباح.\n";
}

// The segments of the index: update analyzes nothing where none is added.
Ids segments(const fs::path& index) {
  Ids names;
  for (const fs::directory_entry& entry : fs::directory_iterator(index)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("seg-")) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

std::string updated(const TempDir& dir) {
  const RunResult result = update(dir);
  INFO(result);
  CHECK(result.exit_code == 0);
  return result.out;
}

TEST_SUITE("cli") {
  TEST_CASE("a folder that is renamed is not analyzed again and its articles follow") {
    const TempDir dir;
    for (const std::string name : {"زرافة", "نعامة", "حرباء"}) {
      dir.write("corpus/حيوان/" + name + ".txt", article(name));
    }
    dir.write("corpus/حيوان/many.jsonl", R"({"id": "own", "body": "قالت السلحفاة كلاما."})"
                                         "\n"
                                         R"({"body": "ردت الضفدعة عليها."})");
    must_build(dir);
    const Ids before = segments(dir / "index");
    fs::rename(dir / "corpus/حيوان", dir / "corpus/كائن");
    CHECK(contains(updated(dir), "0 added, 0 changed, 0 removed, 4 files moved"));
    CHECK(segments(dir / "index") == before);
    CHECK(found(dir / "index", "") == sorted({"own", "كائن/many.jsonl#2", "كائن/حرباء.txt",
                                              "كائن/زرافة.txt", "كائن/نعامة.txt"}));
    CHECK(found(dir / "index", "زرافة") == Ids{"كائن/زرافة.txt"});
    {
      const ServerProcess server(dir / "index");
      const Asker asker(server.port());
      const Json moved = asker.get("/api/v1/articles/" + percent_encoded("كائن/زرافة.txt"));
      CHECK(moved.at("path") == "كائن/زرافة.txt");
      asker.get("/api/v1/articles/" + percent_encoded("حيوان/زرافة.txt"), 404);
      CHECK(asker.hits("السلحفاة").at(0).at("path") == "كائن/many.jsonl");
    }
    // Moved again, changed, removed: the new name counts in all that comes.
    fs::rename(dir / "corpus/كائن/زرافة.txt", dir / "corpus/z.txt");
    dir.write("corpus/كائن/نعامة.txt", article("سمندل"));
    fs::remove(dir / "corpus/كائن/حرباء.txt");
    CHECK(contains(updated(dir), "0 added, 1 changed, 1 removed, 1 files moved"));
    CHECK(found(dir / "index", "") ==
          sorted({"own", "كائن/many.jsonl#2", "z.txt", "كائن/نعامة.txt"}));
    CHECK(found(dir / "index", "سمندل") == Ids{"كائن/نعامة.txt"});
    CHECK(contains(updated(dir), "nothing had changed"));
    CHECK(indexer({"check", "--index", dir / "index"}).exit_code == 0);
  }

  TEST_CASE("moved articles keep their new names when segments are merged") {
    const TempDir dir;
    dir.write("corpus/old.txt", article("زرافة"));
    dir.write("corpus/stays.txt", article("نعامة"));
    must_build(dir);
    fs::rename(dir / "corpus/old.txt", dir / "corpus/new.txt");
    updated(dir);
    Ids all{"new.txt", "stays.txt"};
    for (int i = 0; i < 10; ++i) {  // more segments than are kept apart
      all.push_back("x" + std::to_string(i) + ".txt");
      dir.write("corpus/" + all.back(), article("حرباء" + std::to_string(i)));
      updated(dir);
    }
    CHECK(segments(dir / "index").size() < 20);
    CHECK(found(dir / "index", "") == sorted(all));
    CHECK(found(dir / "index", "زرافة") == Ids{"new.txt"});
    CHECK(contains(updated(dir), "nothing had changed"));
  }

  TEST_CASE("a move onto an id that is taken or to another format is read as a new file") {
    const TempDir dir;
    dir.write("corpus/a.txt", article("زرافة"));
    dir.write("corpus/b.jsonl", R"({"id": "taken.txt", "body": "قالت السلحفاة كلاما."})");
    dir.write("corpus/c.jsonl", R"({"body": "ردت الضفدعة عليها."})");
    dir.write("corpus/d.txt", article("نعامة"));
    must_build(dir);
    fs::rename(dir / "corpus/a.txt", dir / "corpus/taken.txt");
    fs::rename(dir / "corpus/c.jsonl", dir / "corpus/c.ndjson");
    const RunResult result = update(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "second article with the id \"taken.txt\""));
    CHECK(found(dir / "index", "") == Ids{"c.ndjson", "d.txt", "taken.txt"});
    CHECK(found(dir / "index", "السلحفاة") == Ids{"taken.txt"});
  }

  TEST_CASE("articles in an archive that moves follow it") {
    const TempDir dir;
    dir.write("in/one.txt", article("زرافة"));
    dir.write("in/two.txt", article("نعامة"));
    fs::create_directories(dir / "corpus/x");
    REQUIRE(run("tar", {"-cf", dir / "corpus/x/a.tar", "-C", dir / "in", "one.txt", "two.txt"})
                .exit_code == 0);
    must_build(dir);
    const Ids before = found(dir / "index", "");
    REQUIRE(before.size() == 2);
    fs::rename(dir / "corpus/x/a.tar", dir / "corpus/b.tar");
    CHECK(contains(updated(dir), "1 files moved"));
    const RunResult clean = indexer({"build", "--index", dir / "clean", dir / "corpus"});
    INFO(clean);
    CHECK(found(dir / "index", "") == found(dir / "clean", ""));
    const ServerProcess moved(dir / "index");
    const ServerProcess built(dir / "clean");
    CHECK(Asker(moved.port()).hits("زرافة").at(0).at("path") ==
          Asker(built.port()).hits("زرافة").at(0).at("path"));
  }

  TEST_CASE("files that swap their names swap their articles") {
    const TempDir dir;
    dir.write("corpus/a.txt", article("زرافة"));
    dir.write("corpus/b.txt", article("نعامة"));
    must_build(dir);
    fs::rename(dir / "corpus/a.txt", dir / "corpus/c.tmp");
    fs::rename(dir / "corpus/b.txt", dir / "corpus/a.txt");
    fs::rename(dir / "corpus/c.tmp", dir / "corpus/b.txt");
    updated(dir);
    CHECK(found(dir / "index", "زرافة") == Ids{"b.txt"});
    CHECK(found(dir / "index", "نعامة") == Ids{"a.txt"});
  }

  TEST_CASE("files that are touched or copied back are not analyzed again") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(50, "a", "الهدهد"));
    dir.write("corpus/b.txt", article("زرافة"));
    must_build(dir);
    const Ids before = segments(dir / "index");
    fs::copy(dir / "corpus", dir / "copy", fs::copy_options::recursive);
    fs::remove_all(dir / "corpus");
    fs::rename(dir / "copy", dir / "corpus");
    CHECK(contains(updated(dir), "0 added, 0 changed, 0 removed"));
    CHECK(segments(dir / "index") == before);
    CHECK(contains(updated(dir), "nothing had changed"));
  }

  TEST_CASE("a change right after an update is seen although size and time step are the same") {
    const TempDir dir;
    for (int i = 0; i < 10; ++i) {
      dir.write("corpus/a.txt", article("زرافة"));
      const RunResult before = update(dir);
      CHECK(before.exit_code == 0);
      dir.write("corpus/a.txt", article("نعامة"));
      const RunResult after = update(dir);
      INFO(after);
      CHECK(contains(after.out, "1 changed"));
    }
    CHECK(found(dir / "index", "نعامة") == Ids{"a.txt"});
  }

  TEST_CASE("names in any bytes and from a read-only folder") {
    const TempDir dir;
    dir.write("corpus/caf\xE9.txt", article("زرافة"));
    dir.write("corpus/line\nbreak\ttab.txt", article("نعامة"));
    dir.write("corpus/quote\" back\\slash.txt", article("حرباء"));
    fs::permissions(dir / "corpus", fs::perms::owner_read | fs::perms::owner_exec);
    must_build(dir);
    CHECK(contains(updated(dir), "nothing had changed"));
    const Ids names{"caf%E9.txt", "line\nbreak\ttab.txt", "quote\" back\\slash.txt"};
    CHECK(found(dir / "index", "") == names);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    for (const std::string& id : names) {
      CHECK(asker.get("/api/v1/articles/" + percent_encoded(id)).at("id") == id);
    }
    fs::permissions(dir / "corpus", fs::perms::owner_all);
  }

  TEST_CASE("files that change and vanish and come while they are read do no harm") {
    const TempDir dir;
    for (int i = 0; i < 200; ++i) {
      dir.write("corpus/" + std::to_string(i) + ".txt", article("زرافة" + std::to_string(i)));
    }
    must_build(dir);
    std::atomic<bool> stop{false};
    std::thread writer([&] {
      for (unsigned i = 0; !stop; ++i) {
        const std::string file = dir / ("corpus/" + std::to_string(i * 7 % 230) + ".txt");
        std::error_code ignored;
        if (i % 3 == 0) {
          fs::remove(file, ignored);
        } else {
          write_file(file, article("نعامة" + std::to_string(i)));
        }
      }
    });
    const std::vector<std::string> arguments{"update", "--index", dir / "index",
                                             "--allow-mass-delete", dir / "corpus"};
    for (int i = 0; i < 8; ++i) {
      const RunResult result = indexer(arguments);
      INFO(result);
      CHECK(result.exit_code <= 1);  // 1: caught with nothing written yet
    }
    stop = true;
    writer.join();
    CHECK(indexer(arguments).exit_code == 0);
    const RunResult clean = indexer({"build", "--index", dir / "clean", dir / "corpus"});
    INFO(clean);
    for (const std::string q : {"", "زرافة5", "نعامة", "الحديقة"}) {
      CAPTURE(q);
      CHECK(total_found(dir / "index", q) == total_found(dir / "clean", q));
    }
  }
}

}  // namespace

}  // namespace fihris::test
