#include "indexer/schema/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace fihris::schema {
namespace {

[[noreturn]] void throw_errno(const char* what, const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), std::string(what) + " " + path.string());
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : fd_(::open(path.c_str(), flags, 0666)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  write_file(path, std::span(&bytes, 1));
}

void write_file(const std::filesystem::path& path, std::span<const std::string_view> parts) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
  if (file.get() < 0) throw_errno("cannot create", path);
  for (std::string_view bytes : parts) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw_errno("cannot write", path);
      bytes.remove_prefix(static_cast<size_t>(written));
    }
  }
  if (::fsync(file.get()) != 0) throw_errno("cannot sync", path);
}

void replace_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path next = path.string() + ".next";
  write_file(next, bytes);
  if (::rename(next.c_str(), path.c_str()) != 0) throw_errno("cannot replace", path);
  sync_dir(path.parent_path());
}

void sync_dir(const std::filesystem::path& dir) {
  const Descriptor folder(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) throw_errno("cannot sync", dir);
}

}  // namespace fihris::schema
