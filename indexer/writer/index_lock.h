// One writer at a time: an exclusive lock on INDEX/lock, let go when the process ends, however it
// ends.
#pragma once

#include <filesystem>

#include "indexer/schema/result.h"

namespace fihris::writer {

class IndexLock {
 public:
  // Makes the index folder where it does not exist. Errors: another writer holds the lock; the
  // folder cannot be made or written.
  static Result<IndexLock> acquire(const std::filesystem::path& index);

  IndexLock(IndexLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  IndexLock& operator=(IndexLock&&) = delete;
  ~IndexLock();

 private:
  explicit IndexLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace fihris::writer
