#include "indexer/ingest/file_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace fihris::ingest {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

// Many files are saved at once, and a file in several writes: wait for a quiet moment, but not for
// ever.
constexpr FileWatch::Milliseconds kQuiet{300};
constexpr FileWatch::Milliseconds kLongest{5000};

constexpr std::uint32_t kEvents = IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE |
                                  IN_MOVE | IN_DELETE_SELF | IN_MOVE_SELF;

// File systems that others change without this kernel's knowing (statfs(2)): NFS, SMB, CIFS, SMB2,
// FUSE, 9P, AFS, Ceph, VirtualBox's and VMware's shared folders.
constexpr std::array<std::uint32_t, 10> kRemote{0x6969,     0x517B,     0xFF534D42, 0xFE534D42,
                                                0x65735546, 0x01021997, 0x5346414F, 0x00C36400,
                                                0x786F4256, 0xBACBACBC};

bool is_remote(const fs::path& path) {
  struct statfs system {};
  if (::statfs(path.c_str(), &system) != 0) return true;
  return std::ranges::find(kRemote, static_cast<std::uint32_t>(system.f_type)) != kRemote.end();
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

FileWatch::FileWatch(std::vector<std::string> corpus, std::string left_out, Milliseconds poll_every)
    : corpus_(std::move(corpus)),
      left_out_(std::move(left_out)),
      poll_every_(poll_every),
      inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

FileWatch::~FileWatch() {
  if (inotify_ >= 0) ::close(inotify_);
}

// Watching a folder again is no second watch, so all are simply named again.
void FileWatch::renew() {
  polls_ = inotify_ < 0;
  visited_.clear();
  struct stat status {};
  if (::stat(left_out_.c_str(), &status) == 0) visited_.emplace(status.st_dev, status.st_ino);
  for (const std::string& argument : corpus_) {
    std::error_code code;
    const fs::path path = fs::absolute(argument, code).lexically_normal();
    if (!fs::is_directory(path, code)) watch(path.parent_path());  // a file may be replaced
    visit(path);
  }
}

void FileWatch::visit(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return;
  if (!visited_.emplace(status.st_dev, status.st_ino).second) return;
  watch(path);
  if (!S_ISDIR(status.st_mode)) return;  // what a link points to
  std::error_code code;
  for (fs::directory_iterator it(path, code), end; !code && it != end; it.increment(code)) {
    std::error_code unknown;
    const bool leads_on = it->is_symlink(unknown) || it->is_directory(unknown);
    if (leads_on && !is_hidden(it->path())) visit(it->path());
  }
}

void FileWatch::watch(const fs::path& path) {
  if (inotify_ < 0 || ::inotify_add_watch(inotify_, path.c_str(), kEvents) < 0 || is_remote(path)) {
    polls_ = true;
  }
}

bool FileWatch::wait(int stop, Milliseconds at_most) {
  const auto begin = steady_clock::now();
  const Milliseconds look_after = polls_ ? std::min(poll_every_, at_most) : at_most;
  bool changed = false;
  for (;;) {
    const auto waited = std::chrono::duration_cast<Milliseconds>(steady_clock::now() - begin);
    if (changed && waited > kLongest) return true;
    int timeout = -1;
    if (look_after != Milliseconds::max()) {
      timeout = static_cast<int>(std::max(look_after - waited, Milliseconds{0}).count());
    }
    if (changed) timeout = static_cast<int>(kQuiet.count());
    std::array<pollfd, 2> sources{{{stop, POLLIN, 0}, {inotify_, POLLIN, 0}}};
    const int ready = ::poll(sources.data(), sources.size(), timeout);
    if (ready < 0) continue;  // a signal
    if (sources[0].revents != 0) return false;
    if (ready == 0) return true;
    changed = drain() || changed;
  }
}

// Takes all events; whether one of them is of a file that counts.
bool FileWatch::drain() const {
  alignas(inotify_event) std::array<char, 1U << 16U> buffer{};
  bool counts = false;
  for (;;) {
    const ssize_t size = ::read(inotify_, buffer.data(), buffer.size());
    if (size <= 0) return counts;
    for (ssize_t at = 0; at < size;) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* const name = buffer.data() + at + sizeof event;
      const bool hidden = event.len > 0 && name[0] == '.';  // an editor's own files
      if (!hidden && (event.mask & IN_IGNORED) == 0) counts = true;
      at += static_cast<ssize_t>(sizeof event + event.len);
    }
  }
}

}  // namespace fihris::ingest
