// What may go wrong around a writer: another writer, a full disk, sudden death, a damaged disk. The
// old index answers all the while, and damage is noticed.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <random>

#include "tests/api/fixture.h"
#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"
#include "tests/support/wait.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view kOld = "{\"id\": \"old\", \"body\": \"المقال القديم عن الكركدن.\"}\n";

// The lock of an index, taken as `flock INDEX/lock` does.
class HeldLock {
 public:
  explicit HeldLock(const fs::path& index)
      : file_(::open((index / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    held_ = file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0;
  }
  ~HeldLock() { ::close(file_); }
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;

  bool held() const { return held_; }

 private:
  int file_;
  bool held_ = false;
};

// Does any process hold that lock? Asked of the kernel: taking it, even for a moment, would
// disturb.
bool lock_is_taken(const fs::path& index) {
  struct stat status {};
  if (::stat((index / "lock").c_str(), &status) != 0) {
    return false;
  }
  const std::string inode = ":" + std::to_string(status.st_ino) + " ";
  const std::vector<std::string> locks = lines_of(read_file("/proc/locks"));
  return std::ranges::any_of(locks, [&](const std::string& line) {
    return contains(line, "FLOCK") && contains(line, inode);
  });
}

// A small disk of its own; root only.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& folder) : folder_(folder) {
    fs::create_directories(folder);
    mounted_ = ::mount("none", folder.c_str(), "tmpfs", 0, "size=64m") == 0;
  }
  ~SmallDisk() {
    if (mounted_) {
      ::umount2(folder_.c_str(), MNT_DETACH);
    }
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }

  // Fills it but for so many bytes.
  void fill_leaving(std::uintmax_t bytes) const {
    const std::uintmax_t free = fs::space(folder_).available;
    if (free > bytes) {
      write_file(folder_ / "filler", std::string(free - bytes, 'x'));
    }
  }

 private:
  fs::path folder_;
  bool mounted_ = false;
};

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

// The files that make up most of an index.
std::vector<fs::path> big_files(const fs::path& index) {
  const std::uintmax_t share = folder_size(index) / 20;
  std::vector<fs::path> files = files_below(index);
  std::erase_if(files, [&](const fs::path& file) { return fs::file_size(file) < share; });
  return files;
}

// `check` must find the index damaged, and say so.
void check_finds_damage(const fs::path& index, const std::string& what) {
  const RunResult result = indexer({"check", "--index", index.string()});
  INFO(what, "\n", result);
  CHECK(result.exit_code > 0);
  CHECK(result.exit_code <= 2);
  CHECK(contains(result.err, index.string()));  // names the file
  CHECK(contains(result.err, "fihris-indexer build --index"));
}

TEST_SUITE("cli") {
  TEST_CASE("a second writer is turned away") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", kOld);
    must_build(dir);
    const std::vector<std::string> commands{"build", "update"};
    {
      const HeldLock lock(dir / "index");
      REQUIRE(lock.held());
      for (const std::string& command : commands) {
        const RunResult result = indexer({command, "--index", dir / "index", dir / "corpus"});
        INFO(command, "\n", result);
        CHECK(result.exit_code == 2);
        CHECK(contains(result.err, "another writer"));
        CHECK(contains(result.err, dir / "index"));
      }
      CHECK(found(dir / "index", "الكركدن") == Ids{"old"});  // readers are not in the way
      CHECK(indexer({"check", "--index", dir / "index"}).exit_code == 0);
    }
    for (const std::string& command : commands) {
      const RunResult result = indexer({command, "--index", dir / "index", dir / "corpus"});
      INFO(command, "\n", result);
      CHECK(result.exit_code == 0);
    }
  }

  TEST_CASE("a writer holds the lock while it works and lets go when it is killed") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(3000, "a", "الهدهد"));
    Program first(indexer_program(), {"build", "--index", dir / "index", dir / "corpus"});
    REQUIRE(wait_until([&] { return lock_is_taken(dir / "index"); }, 20s));
    first.signal(SIGSTOP);
    REQUIRE(first.running());
    const RunResult second = build(dir);
    INFO(second);
    CHECK(second.exit_code == 2);
    CHECK(contains(second.err, "another writer"));
    first.signal(SIGKILL);
    REQUIRE(first.wait(10s));
    must_build(dir);
    CHECK(total_found(dir / "index", "الهدهد") == 3000);
  }

  TEST_CASE("a full disk ends a build with 2 and the old index still answers") {
    const TempDir dir;
    const SmallDisk disk(dir / "disk");
    if (!disk.mounted()) {
      std::cout << "skipped: only root can mount a small disk\n";
      return;
    }
    const std::string index = dir / "disk/index";
    dir.write("old/a.jsonl", kOld);
    dir.write("new/a.jsonl", sample_jsonl(5000, "a", "الهدهد"));
    dir.write("new/old.jsonl", kOld);
    REQUIRE(indexer({"build", "--index", index, dir / "old"}).exit_code == 0);
    disk.fill_leaving(400'000);
    for (const std::string command : {"build", "update"}) {
      const RunResult result = indexer({command, "--index", index, dir / "new"});
      INFO(command, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK(contains(result.err, "space"));
      CHECK(found(index, "") == Ids{"old"});
      CHECK(indexer({"check", "--index", index}).exit_code == 0);
    }
    fs::remove(dir / "disk/filler");
    CHECK(indexer({"update", "--index", index, dir / "new"}).exit_code == 0);
    CHECK(total_found(index, "الهدهد") == 5000);
  }

  TEST_CASE("a build that is killed leaves the old index or the new one and never half of it") {
    const TempDir dir;
    dir.write("old/a.jsonl", sample_jsonl(50, "a", "الكركدن"));
    dir.write("new/a.jsonl", sample_jsonl(1000, "a", "الهدهد"));  // the same ids and more
    dir.write("new/b.jsonl", sample_jsonl(1000, "b", "الهدهد"));
    const auto start = std::chrono::steady_clock::now();
    REQUIRE(indexer({"build", "--index", dir / "index", dir / "new"}).exit_code == 0);
    const auto whole_build = std::chrono::steady_clock::now() - start;
    const std::uintmax_t fresh_size = folder_size(dir / "index");
    REQUIRE(indexer({"build", "--index", dir / "index", dir / "old"}).exit_code == 0);

    std::mt19937 random(1969);
    std::uniform_real_distribution<double> share(0, 1);
    int killed = 0;
    for (int round = 0; round < 20; ++round) {
      const std::string command = round % 2 == 0 ? "build" : "update";
      const auto moment =
          std::chrono::duration_cast<std::chrono::milliseconds>(whole_build * share(random));
      Program writer(indexer_program(), {command, "--index", dir / "index", dir / "new"});
      if (!writer.wait(moment)) {
        writer.signal(SIGKILL);
        ++killed;
      }
      const int exit_code = writer.wait(10s).value_or(kTimedOut);
      INFO(command, " killed after ", moment.count(), " ms, round ", round);
      const RunResult checked = indexer({"check", "--index", dir / "index"});
      INFO(checked);
      CHECK(checked.exit_code == 0);
      const ServerProcess server(dir / "index");
      const Asker asker(server.port());
      const auto total = [&](std::string_view q) {
        return asker.search(q, "&duplicates=1").at("total").at("value").get<int>();
      };
      const bool is_old = total("الكركدن") == 50 && total("الهدهد") == 0 && total("") == 50;
      const bool is_new = total("الكركدن") == 0 && total("الهدهد") == 2000 && total("") == 2000;
      CHECK((is_old || is_new));
      CHECK((exit_code != 0 || is_new));
      if (is_new) {
        REQUIRE(indexer({"build", "--index", dir / "index", dir / "old"}).exit_code == 0);
      }
    }
    CHECK(killed >= 5);
    CHECK(indexer({"build", "--index", dir / "index", dir / "new"}).exit_code == 0);
    CHECK(total_found(dir / "index", "الهدهد") == 2000);
    CHECK(folder_size(dir / "index") < 3 * fresh_size);  // what the killed left is swept up
  }

  TEST_CASE("nothing is left over from builds and updates and writers that were killed") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(1000, "a", "الهدهد"));
    must_build(dir);
    const std::vector<std::string> at_rest = names_in(dir / "index");
    CHECK(at_rest == std::vector<std::string>{"gen-000001", "live", "lock", "seg-000001"});
    const std::uintmax_t fresh_size = folder_size(dir / "index");
    for (const std::string command : {"build", "update"}) {
      for (int round = 0; round < 5; ++round) {
        // What every article says changes, so that an update writes as much as a build.
        dir.write("corpus/a.jsonl", sample_jsonl(1000, "a", round % 2 == 0 ? "الكركي" : "الهدهد"));
        REQUIRE(indexer({command, "--index", dir / "index", dir / "corpus"}).exit_code == 0);
        const std::vector<std::string> names = names_in(dir / "index");
        CAPTURE(command);
        CAPTURE(round);
        CHECK(names.size() == at_rest.size());
        CHECK(folder_size(dir / "index") < fresh_size * 11 / 10);
      }
    }
    dir.write("corpus/a.jsonl", sample_jsonl(1000, "a", "الكركدن"));
    for (const auto moment : {100ms, 200ms, 300ms, 400ms}) {
      Program writer(indexer_program(), {"build", "--index", dir / "index", dir / "corpus"});
      if (!writer.wait(moment)) writer.signal(SIGKILL);
      REQUIRE(writer.wait(10s));
    }
    REQUIRE(update(dir).exit_code == 0);
    CHECK(names_in(dir / "index").size() == at_rest.size());
    CHECK(folder_size(dir / "index") < fresh_size * 11 / 10);
    CHECK(total_found(dir / "index", "الكركدن") == 1000);
  }

  TEST_CASE("check finds a flipped bit in any file and says what to do") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(300, "a", "الهدهد"));
    dir.write("corpus/b.txt", "نص يتنقل\n\nهذا نص يتنقل بين المجلدات.\n");
    dir.write("corpus/c.txt", "نص يزول\n\nهذا نص يزول من المجلدات.\n");
    must_build(dir);
    fs::remove(dir / "corpus/c.txt");
    fs::rename(dir / "corpus/b.txt", dir / "corpus/moved.txt");
    REQUIRE(update(dir).exit_code == 0);  // so that every file of the index has something in it
    std::vector<fs::path> files = files_below(dir / "index");
    std::erase_if(files, [](const fs::path& file) { return file.filename() == "lock"; });
    REQUIRE(files.size() == 8);
    std::mt19937 random(2026);
    for (int i = 0; i < 200; ++i) {
      const fs::path& file = files[static_cast<std::size_t>(i) % files.size()];
      const std::string bytes = read_file(file);
      REQUIRE_FALSE(bytes.empty());
      const std::size_t place = random() % bytes.size();
      std::string damaged = bytes;
      damaged[place] = static_cast<char>(damaged[place] ^ static_cast<char>(1U << (random() % 8)));
      write_file(file, damaged);
      check_finds_damage(dir / "index", file.string() + ", byte " + std::to_string(place));
      write_file(file, bytes);
    }
    CHECK(indexer({"check", "--index", dir / "index"}).exit_code == 0);
  }

  TEST_CASE("check finds a truncated file and a missing one") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(300, "a", "الهدهد"));
    must_build(dir);
    const std::vector<fs::path> files = big_files(dir / "index");
    REQUIRE_FALSE(files.empty());
    for (const fs::path& file : files) {
      const std::string bytes = read_file(file);
      for (const std::size_t size : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
        fs::resize_file(file, size);
        check_finds_damage(dir / "index", file.string() + " cut to " + std::to_string(size));
        write_file(file, bytes);
      }
      fs::remove(file);
      check_finds_damage(dir / "index", file.string() + " removed");
      write_file(file, bytes);
    }
    CHECK(indexer({"check", "--index", dir / "index"}).exit_code == 0);
  }

  TEST_CASE("a server of a damaged index exits 2 or answers but never crashes") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(300, "a", "الهدهد"));
    must_build(dir);
    for (const fs::path& file : files_below(dir / "index")) {
      const std::string bytes = read_file(file);
      for (const std::size_t size : {std::size_t{0}, bytes.size() / 2}) {
        if (size == bytes.size()) {
          continue;
        }
        write_file(file, std::string_view(bytes).substr(0, size));
        Program server(server_program(), {"--index", dir / "index", "--port", "0"});
        wait_until([&] { return !server.running() || contains(server.out(), "/\n"); }, 20s);
        INFO(file.string(), " cut to ", size, "\n", server.out(), server.err());
        if (server.running()) {
          const std::string out = server.out();
          REQUIRE(contains(out, "listening on"));
          const HttpClient client(std::stoi(out.substr(out.rfind(':') + 1)));
          CHECK(client.get("/api/v1/search?q=" + percent_encoded("الهدهد سفينة")).status != 0);
          CHECK(client.get("/api/v1/search?q=").status != 0);
          CHECK(client.get("/healthz").status == 200);
          server.signal(SIGTERM);
        }
        const int exit_code = server.wait(10s).value_or(kTimedOut);
        CHECK(exit_code >= 0);
        CHECK(exit_code <= 2);
      }
      write_file(file, bytes);
    }
  }
}

}  // namespace

}  // namespace fihris::test
