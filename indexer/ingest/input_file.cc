#include "indexer/ingest/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace fihris::ingest {
namespace {

std::string reason() { return std::generic_category().message(errno); }

}  // namespace

Result<InputFile> InputFile::open(const std::string& path) {
  // A pipe must not keep the indexer waiting for its other end.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return fail("cannot be opened: " + reason());
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    const std::string why = reason();
    ::close(descriptor);
    return fail("cannot be opened: " + why);
  }
  if (!S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return fail("not a regular file");
  }
  return InputFile(descriptor, static_cast<std::uint64_t>(status.st_size));
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> InputFile::read_at(std::uint64_t offset, std::span<char> buffer) const {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t got = ::pread(descriptor_, buffer.data() + filled, buffer.size() - filled,
                                static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail("cannot be read: " + reason());
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

}  // namespace fihris::ingest
