// When files of a corpus may have changed.
#include "indexer/ingest/file_watch.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "tests/support/temp_dir.h"

namespace fihris::ingest {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// A pipe in place of a signal.
class Stop {
 public:
  Stop() { REQUIRE(::pipe(ends_.data()) == 0); }
  ~Stop() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;
  int descriptor() const { return ends_[0]; }
  void now() const { REQUIRE(::write(ends_[1], "x", 1) == 1); }

 private:
  std::array<int, 2> ends_{};
};

// Whether the watch ends before it would give up; it gives up after two seconds.
bool notices(FileWatch& watch, const Stop& stop) {
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(watch.wait(stop.descriptor(), 2000ms));
  return std::chrono::steady_clock::now() - begin < 1900ms;
}

TEST_SUITE("unit") {
  TEST_CASE("changes of files and folders and links' targets are noticed") {
    const test::TempDir dir;
    dir.write("news/a.txt", "1");
    dir.write("news/deep/b.txt", "1");
    dir.write("elsewhere/c.txt", "1");
    fs::create_symlink(dir / "elsewhere/c.txt", dir / "news/link.txt");
    fs::create_directory_symlink(dir / "news", dir / "news/deep/loop");
    const Stop stop;
    FileWatch watch({dir / "news"}, dir / "index", 10s);
    watch.renew();
    CHECK_FALSE(watch.polls());
    dir.write("news/a.txt", "2");
    CHECK(notices(watch, stop));
    fs::rename(dir / "news/deep/b.txt", dir / "news/b.txt");
    CHECK(notices(watch, stop));
    dir.write("elsewhere/c.txt", "2");
    CHECK(notices(watch, stop));
    fs::remove_all(dir / "news/deep");
    CHECK(notices(watch, stop));
  }

  TEST_CASE("hidden files and the index itself are no changes") {
    const test::TempDir dir;
    dir.write("news/index/live", "1");
    const Stop stop;
    FileWatch watch({dir / "news"}, dir / "news/index", 10s);
    watch.renew();
    dir.write("news/index/live", "2");
    dir.write("news/.a.txt.swp", "2");
    CHECK_FALSE(notices(watch, stop));
  }

  TEST_CASE("a queue of events that overflows is a change like any other") {
    const test::TempDir dir;
    dir.write("news/a.txt", "1");
    const Stop stop;
    FileWatch watch({dir / "news"}, {}, 10s);
    watch.renew();
    for (int i = 0; i < 10000; ++i) {  // two events each; the queue holds 16,384 of them
      fs::rename(dir / "news/a.txt", dir / "news/b.txt");
      fs::rename(dir / "news/b.txt", dir / "news/a.txt");
    }
    CHECK(notices(watch, stop));
    CHECK_FALSE(notices(watch, stop));
    dir.write("news/c.txt", "1");
    CHECK(notices(watch, stop));
  }

  TEST_CASE("where the kernel does not tell it is time to look every so often") {
    const test::TempDir dir;
    const Stop stop;
    FileWatch watch({"/proc/sys/nowhere/at/all"}, {}, 100ms);
    watch.renew();
    CHECK(watch.polls());
    CHECK(notices(watch, stop));
  }

  TEST_CASE("a file that is named itself is watched also when it is replaced") {
    const test::TempDir dir;
    dir.write("news/a.txt", "1");
    const Stop stop;
    FileWatch watch({dir / "news/a.txt"}, {}, 10s);
    watch.renew();
    dir.write("news/.next", "2");
    fs::rename(dir / "news/.next", dir / "news/a.txt");
    CHECK(notices(watch, stop));
  }

  TEST_CASE("the request to stop ends the wait") {
    const test::TempDir dir;
    const Stop stop;
    FileWatch watch({dir.path().string()}, {}, 10s);
    watch.renew();
    stop.now();
    CHECK_FALSE(watch.wait(stop.descriptor()));
  }
}

}  // namespace
}  // namespace fihris::ingest
