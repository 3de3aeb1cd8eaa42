#include "indexer/writer/index_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "indexer/schema/index_layout.h"

namespace fihris::writer {

Result<IndexLock> IndexLock::acquire(const std::filesystem::path& index) {
  std::error_code error;
  std::filesystem::create_directories(index, error);
  const std::filesystem::path path = index / schema::kLockFile;
  const int fd = error ? -1 : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) {
    return fail(fmt::format("cannot write to the index folder \"{}\": {}", index.string(),
                            error ? error.message() : std::strerror(errno)),
                "choose a folder that you may write to: --index DIR");
  }
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return fail(fmt::format("another writer is at work on the index \"{}\"", index.string()),
                "wait until it has finished, or stop it");
  }
  return IndexLock(fd);
}

IndexLock::~IndexLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace fihris::writer
