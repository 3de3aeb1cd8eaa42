// Tells when the files of a corpus may have changed.
//
//   FileWatch watch({"news"}, "index", 10s);
//   do {
//     watch.renew();
//     update();
//   } while (watch.wait(stop_fd));
//
// It says that something has changed, not what: the update compares all files anyway, so an event
// that is lost, or a full queue of events, loses no article. Where the kernel does not tell
// (network file systems, no more watches), the files are looked at every so often.
#pragma once

#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace fihris::ingest {

// Not thread-safe.
class FileWatch {
 public:
  using Milliseconds = std::chrono::milliseconds;

  // `corpus`: folders and files; `left_out`: a folder in them that is not watched.
  FileWatch(std::vector<std::string> corpus, std::string left_out, Milliseconds poll_every);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // Watches the folders that there are now. What changes after this call ends the next wait().
  void renew();

  // Waits until files have changed and then been left alone for a moment, or until it is time to
  // look because the kernel does not tell, or for `at_most`. False: `stop` has become readable.
  bool wait(int stop, Milliseconds at_most = Milliseconds::max());

  // Whether renew() met a place where the kernel does not tell.
  bool polls() const { return polls_; }

 private:
  void visit(const std::filesystem::path& path);
  void watch(const std::filesystem::path& path);
  bool drain() const;

  const std::vector<std::string> corpus_;
  const std::string left_out_;
  const Milliseconds poll_every_;
  int inotify_ = -1;
  bool polls_ = false;
  std::set<std::pair<dev_t, ino_t>> visited_;
};

}  // namespace fihris::ingest
