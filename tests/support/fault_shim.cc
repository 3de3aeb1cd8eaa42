// A library that makes system calls of a program fail: preloaded into the indexer by the crash
// test.
//
//   FIHRIS_FAULT_FOLDER  only calls that concern files below this folder count
//   FIHRIS_FAULT_AT      the number of the call that fails, from 1; 0: none
//   FIHRIS_FAULT_ACTION  kill    the process dies, as by kill -9
//                        power   it dies, and what was not synced is gone: files written since
//                        their
//                                last fsync are empty, entries of folders not synced do not exist
//                        eio     this call fails with EIO, later ones succeed
//                        enospc  this call and all later ones that need space fail with ENOSPC
//                        short   a write writes half; then as enospc
//   FIHRIS_FAULT_COUNT   a file that gets the number of calls seen, at the end
//
// Calls go to the kernel directly, so the shim works before and below every allocator.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace {

namespace fs = std::filesystem;

enum class Needs { space, nothing };

std::string environment(const char* name) {
  const char* const value = ::getenv(name);
  return value == nullptr ? "" : value;
}

// Never destroyed: the program calls until its very end.
class Faults {
 public:
  static Faults& get() {
    static Faults* const faults = new Faults;
    return *faults;
  }

  // Whether the call shall fail; errno is set then. May not return.
  bool fails(const std::string& path, Needs needs) {
    if (dead_ || !counts(path)) return false;
    const long number = ++seen_;
    if (number == at_) strike();
    const bool no_space = full_ && needs == Needs::space;
    if (no_space) errno = ENOSPC;
    if (number == at_ && action_ == "eio") errno = EIO;
    return no_space || (number == at_ && action_ == "eio");
  }

  // For a write: how many bytes may be written; it has passed fails() already.
  size_t allowed(size_t size) {
    if (!short_.exchange(false)) return size;
    return size / 2;
  }

  void wrote(const std::string& path) {
    note(path, [&] { unsynced_.insert(path); });
  }
  void created(const std::string& path) {
    note(path, [&] { entries_.insert(path); });
  }
  void synced(const std::string& path) {
    note(path, [&] {
      unsynced_.erase(path);
      std::erase_if(entries_, [&](const std::string& entry) {
        return fs::path(entry).parent_path() == fs::path(path);
      });
    });
  }
  // The entry may be there or not; its content goes with it.
  void renamed(const std::string& from, const std::string& to) {
    note(from, [&] {
      if (unsynced_.erase(from) > 0) unsynced_.insert(to);
      entries_.erase(from);
    });
  }
  void removed(const std::string& path) {
    note(path, [&] {
      unsynced_.erase(path);
      entries_.erase(path);
    });
  }
  long seen() const { return seen_; }

 private:
  Faults()
      : folder_(environment("FIHRIS_FAULT_FOLDER")),
        action_(environment("FIHRIS_FAULT_ACTION")),
        at_(std::atol(environment("FIHRIS_FAULT_AT").c_str())) {}

  bool counts(const std::string& path) const {
    return !folder_.empty() && std::string_view(path).starts_with(folder_);
  }

  template <typename Change>
  void note(const std::string& path, Change change) {
    if (dead_ || action_ != "power" || !counts(path)) return;
    const std::scoped_lock lock(mutex_);
    change();
  }

  void strike() {
    if (action_ == "power") lose_what_is_not_synced();
    if (action_ == "power" || action_ == "kill") ::kill(::getpid(), SIGKILL);
    short_ = action_ == "short";
    full_ = action_ == "enospc";
    if (short_) full_ = true;
  }

  void lose_what_is_not_synced() {
    const std::scoped_lock lock(mutex_);
    dead_ = true;  // from here on these are our own calls
    std::error_code ignored;
    for (const std::string& path : unsynced_) fs::resize_file(path, 0, ignored);
    for (const std::string& path : entries_) fs::remove_all(path, ignored);
  }

  const std::string folder_, action_;
  const long at_;
  std::atomic<long> seen_{0};
  std::atomic<bool> full_{false}, short_{false}, dead_{false};
  std::mutex mutex_;
  std::set<std::string> unsynced_, entries_;
};

std::string path_at(int folder, const char* path) {
  if (path == nullptr) return {};
  if (path[0] == '/') return path;
  std::array<char, PATH_MAX> buffer{};
  const std::string link =
      folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(folder);
  const ssize_t size = ::readlink(link.c_str(), buffer.data(), buffer.size());
  if (size < 0) return {};
  return std::string(buffer.data(), static_cast<size_t>(size)) + "/" + path;
}

std::string path_of(int descriptor) {
  std::string path = path_at(descriptor, "");
  if (!path.empty()) path.pop_back();
  return path;
}

__attribute__((destructor)) void write_count() {
  const std::string file = environment("FIHRIS_FAULT_COUNT");
  if (file.empty()) return;
  if (std::FILE* const out = std::fopen(file.c_str(), "w"); out != nullptr) {
    std::fprintf(out, "%ld\n", Faults::get().seen());
    std::fclose(out);
  }
}

int do_open(int folder, const char* name, int flags, mode_t mode) {
  const std::string path = path_at(folder, name);
  const bool creates = (flags & O_CREAT) != 0 && ::access(path.c_str(), F_OK) != 0;
  errno = 0;
  if (Faults::get().fails(path, creates ? Needs::space : Needs::nothing)) return -1;
  const int descriptor = static_cast<int>(::syscall(SYS_openat, folder, name, flags, mode));
  if (descriptor >= 0 && creates) Faults::get().created(path);
  if (descriptor >= 0 && (flags & O_TRUNC) != 0) Faults::get().wrote(path);
  return descriptor;
}

mode_t mode_of(int flags, std::va_list& arguments) {
  return (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(arguments, unsigned)) : 0;
}

int do_sync(long call, int descriptor) {
  const std::string path = path_of(descriptor);
  if (Faults::get().fails(path, Needs::space)) return -1;
  const int result = static_cast<int>(::syscall(call, descriptor));
  if (result == 0) Faults::get().synced(path);
  return result;
}

int do_rename(int from_folder, const char* from, int to_folder, const char* to) {
  const std::string before = path_at(from_folder, from);
  if (Faults::get().fails(before, Needs::space)) return -1;
  const int result =
      static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, 0U));
  if (result == 0) Faults::get().renamed(before, path_at(to_folder, to));
  return result;
}

int do_unlink(int folder, const char* name, int flags) {
  const std::string path = path_at(folder, name);
  if (Faults::get().fails(path, Needs::nothing)) return -1;
  const int result = static_cast<int>(::syscall(SYS_unlinkat, folder, name, flags));
  if (result == 0) Faults::get().removed(path);
  return result;
}

int do_mkdir(int folder, const char* name, mode_t mode) {
  const std::string path = path_at(folder, name);
  if (Faults::get().fails(path, Needs::space)) return -1;
  const int result = static_cast<int>(::syscall(SYS_mkdirat, folder, name, mode));
  if (result == 0) Faults::get().created(path);
  return result;
}

void* do_mmap(void* at, size_t size, int protection, int flags, int descriptor, off_t offset) {
  if (descriptor >= 0 && Faults::get().fails(path_of(descriptor), Needs::nothing))
    return MAP_FAILED;
  return reinterpret_cast<void*>(
      ::syscall(SYS_mmap, at, size, protection, flags, descriptor, offset));
}

}  // namespace

extern "C" {

int open(const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return do_open(AT_FDCWD, name, flags, mode);
}
int open64(const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return do_open(AT_FDCWD, name, flags, mode);
}
int openat(int folder, const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return do_open(folder, name, flags, mode);
}
int openat64(int folder, const char* name, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return do_open(folder, name, flags, mode);
}
int __open_2(const char* name, int flags) { return do_open(AT_FDCWD, name, flags, 0); }
int __open64_2(const char* name, int flags) { return do_open(AT_FDCWD, name, flags, 0); }
int creat(const char* name, mode_t mode) {
  return do_open(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  const std::string path = path_of(descriptor);
  if (Faults::get().fails(path, Needs::space)) return -1;
  Faults::get().wrote(path);
  return ::syscall(SYS_write, descriptor, bytes, Faults::get().allowed(size));
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  const std::string path = path_of(descriptor);
  if (Faults::get().fails(path, Needs::space)) return -1;
  Faults::get().wrote(path);
  return ::syscall(SYS_pwrite64, descriptor, bytes, Faults::get().allowed(size), offset);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  return pwrite64(descriptor, bytes, size, offset);
}
ssize_t read(int descriptor, void* bytes, size_t size) {
  if (Faults::get().fails(path_of(descriptor), Needs::nothing)) return -1;
  return ::syscall(SYS_read, descriptor, bytes, size);
}
ssize_t pread64(int descriptor, void* bytes, size_t size, off64_t offset) {
  if (Faults::get().fails(path_of(descriptor), Needs::nothing)) return -1;
  return ::syscall(SYS_pread64, descriptor, bytes, size, offset);
}
ssize_t pread(int descriptor, void* bytes, size_t size, off_t offset) {
  return pread64(descriptor, bytes, size, offset);
}

int fsync(int descriptor) { return do_sync(SYS_fsync, descriptor); }
int fdatasync(int descriptor) { return do_sync(SYS_fdatasync, descriptor); }
int ftruncate64(int descriptor, off64_t size) {
  const std::string path = path_of(descriptor);
  if (Faults::get().fails(path, Needs::space)) return -1;
  Faults::get().wrote(path);
  return static_cast<int>(::syscall(SYS_ftruncate, descriptor, size));
}
int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

int rename(const char* from, const char* to) { return do_rename(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  return do_rename(from_folder, from, to_folder, to);
}
int unlink(const char* name) { return do_unlink(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char* name, int flags) { return do_unlink(folder, name, flags); }
int rmdir(const char* name) { return do_unlink(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char* name) {
  const int result = do_unlink(AT_FDCWD, name, 0);
  return result != 0 && errno == EISDIR ? do_unlink(AT_FDCWD, name, AT_REMOVEDIR) : result;
}
int mkdir(const char* name, mode_t mode) { return do_mkdir(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char* name, mode_t mode) { return do_mkdir(folder, name, mode); }

void* mmap(void* at, size_t size, int protection, int flags, int descriptor, off_t offset) {
  return do_mmap(at, size, protection, flags, descriptor, offset);
}
void* mmap64(void* at, size_t size, int protection, int flags, int descriptor, off64_t offset) {
  return do_mmap(at, size, protection, flags, descriptor, offset);
}

}  // extern "C"
