#include "indexer/schema/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace fihris::schema {

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const auto problem = [&] {
    return fail(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  };
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return problem();
  struct stat info {};
  if (::fstat(fd, &info) != 0) {
    ::close(fd);
    return problem();
  }
  MappedFile file;
  file.size_ = static_cast<size_t>(info.st_size);
  if (file.size_ > 0) {
    void* const at = ::mmap(nullptr, file.size_, PROT_READ, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) {
      file.size_ = 0;
      ::close(fd);
      return problem();
    }
    file.data_ = static_cast<const char*>(at);
  }
  ::close(fd);
  return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace fihris::schema
