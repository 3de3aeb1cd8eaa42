// watch: an index that follows its files by itself.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "tests/api/fixture.h"
#include "tests/cli/cli_fixture.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"
#include "tests/support/wait.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string article(const std::string& word) {
  return word + "\n\nخرجت " + word + " من الحديقة في الصباح.\n";
}

// `watch` of DIR/corpus with a server beside it.
class Watched {
 public:
  explicit Watched(const TempDir& dir, std::vector<std::string> more = {})
      : program_(indexer_program(), arguments(dir, std::move(more))) {
    REQUIRE(wait_until([&] { return contains(program_.out(), "articles in"); }, 20s));
    server_ = std::make_unique<ServerProcess>(dir / "index");
  }

  // Whether the server comes to answer `ids` to q.
  bool comes_to_find(std::string_view q, const Ids& ids) const {
    const Asker asker(server_->port());
    const bool came = wait_until(
        [&] { return sorted(asker.ids(q, "&size=100&duplicates=1")) == ids; }, 20s, 50ms);
    if (!came) MESSAGE(asker.ids(q, "&size=100&duplicates=1"));
    return came;
  }

  Program& program() { return program_; }

 private:
  static std::vector<std::string> arguments(const TempDir& dir, std::vector<std::string> more) {
    std::vector<std::string> all{"watch", "--index", dir / "index", dir / "corpus"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  Program program_;
  std::unique_ptr<ServerProcess> server_;
};

TEST_SUITE("cli") {
  TEST_CASE("watch follows files that come and change and move and go") {
    const TempDir dir;
    dir.write("corpus/a.txt", article("زرافة"));
    dir.write("corpus/b.txt", article("نعامة"));
    Watched watched(dir);
    CHECK(watched.comes_to_find("", {"a.txt", "b.txt"}));
    dir.write("corpus/c.txt", article("سلحفاة"));
    CHECK(watched.comes_to_find("سلحفاة", {"c.txt"}));
    dir.write("corpus/c.txt", article("حرباء"));
    CHECK(watched.comes_to_find("حرباء", {"c.txt"}));
    CHECK(watched.comes_to_find("سلحفاة", {}));
    fs::rename(dir / "corpus/c.txt", dir / "corpus/d.txt");
    CHECK(watched.comes_to_find("حرباء", {"d.txt"}));
    fs::remove(dir / "corpus/d.txt");
    CHECK(watched.comes_to_find("", {"a.txt", "b.txt"}));
    watched.program().signal(SIGTERM);
    CHECK(watched.program().wait(10s) == 0);
    CHECK(watched.program().err() == "");
  }

  TEST_CASE("watch sees what is in new folders however deep and what they get later") {
    const TempDir dir;
    dir.write("corpus/a.txt", article("زرافة"));
    Watched watched(dir);
    dir.write("corpus/x/y/z/b.txt", article("نعامة"));
    CHECK(watched.comes_to_find("", {"a.txt", "x/y/z/b.txt"}));
    dir.write("corpus/x/y/z/c.txt", article("حرباء"));
    CHECK(watched.comes_to_find("حرباء", {"x/y/z/c.txt"}));
    dir.write("other/n/d.txt", article("سلحفاة"));
    fs::rename(dir / "other", dir / "corpus/moved");
    CHECK(watched.comes_to_find("سلحفاة", {"moved/n/d.txt"}));
    dir.write("corpus/moved/n/e.txt", article("ضفدعة"));
    CHECK(watched.comes_to_find("ضفدعة", {"moved/n/e.txt"}));
    watched.program().signal(SIGINT);
    CHECK(watched.program().wait(10s) == 0);
  }

  TEST_CASE("watch survives an update that fails and does it later") {
    const TempDir dir;
    dir.write("corpus/a.txt", article("زرافة"));
    Watched watched(dir);
    const int other_writer = ::open((dir / "index/lock").c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(::flock(other_writer, LOCK_EX | LOCK_NB) == 0);
    dir.write("corpus/b.txt", article("نعامة"));
    CHECK(wait_until([&] { return contains(watched.program().err(), "another writer"); }, 10s));
    ::close(other_writer);
    CHECK(watched.program().running());
    dir.write("corpus/c.txt", article("حرباء"));
    CHECK(watched.comes_to_find("", {"a.txt", "b.txt", "c.txt"}));
  }

  TEST_CASE("watch keeps the index when the folder vanishes and goes on when it is back") {
    const TempDir dir;
    dir.write("corpus/a.txt", article("زرافة"));
    dir.write("corpus/b.txt", article("نعامة"));
    Watched watched(dir, {"--poll", "1"});
    fs::rename(dir / "corpus", dir / "away");
    CHECK(wait_until([&] { return contains(watched.program().err(), "cannot read"); }, 10s));
    CHECK(watched.comes_to_find("", {"a.txt", "b.txt"}));
    dir.write("away/c.txt", article("حرباء"));
    fs::rename(dir / "away", dir / "corpus");
    CHECK(watched.comes_to_find("", {"a.txt", "b.txt", "c.txt"}));
  }

  TEST_CASE("watch of a corpus that holds its own index comes to rest") {
    const TempDir dir;
    dir.write("corpus/a.txt", article("زرافة"));
    Program program(indexer_program(), {"watch", "--index", dir / "corpus/index", dir / "corpus"});
    REQUIRE(wait_until([&] { return contains(program.out(), "articles in"); }, 20s));
    std::this_thread::sleep_for(1s);  // time enough to see itself
    CHECK(lines_of(program.out()).size() == 1);
    CHECK(program.err() == "");
    dir.write("corpus/b.txt", article("نعامة"));
    CHECK(wait_until([&] { return lines_of(program.out()).size() == 2; }, 10s));
    CHECK(contains(program.out(), "2 articles in"));
  }

  TEST_CASE("a signal ends watch also in the midst of an update") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(20000, "a", "الهدهد"));
    Program program(indexer_program(), {"watch", "--index", dir / "index", dir / "corpus"});
    REQUIRE(wait_until([&] { return fs::exists(dir / "index/lock"); }, 20s));
    program.signal(SIGTERM);
    CHECK(program.wait(5s) == 0);
    must_build(dir);  // nothing is in the way of the next writer
  }
}

}  // namespace

}  // namespace fihris::test
