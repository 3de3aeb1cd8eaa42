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

}  // namespace

FileWriter::FileWriter(std::filesystem::path path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw_errno("cannot create", path_);
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FileWriter::append(std::string_view bytes) {
  overwrite(size_, bytes);
  size_ += bytes.size();
}

void FileWriter::overwrite(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("cannot write", path_);
    bytes.remove_prefix(static_cast<size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
}

void FileWriter::sync() {
  if (::fsync(descriptor_) != 0) throw_errno("cannot sync", path_);
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  write_file(path, std::span(&bytes, 1));
}

void write_file(const std::filesystem::path& path, std::span<const std::string_view> parts) {
  FileWriter file(path);
  for (const std::string_view bytes : parts) file.append(bytes);
  file.sync();
}

void replace_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path next = path.string() + ".next";
  write_file(next, bytes);
  if (::rename(next.c_str(), path.c_str()) != 0) throw_errno("cannot replace", path);
  sync_dir(path.parent_path());
}

void sync_dir(const std::filesystem::path& dir) {
  const int folder = ::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder >= 0 && ::fsync(folder) == 0;
  const int error = errno;
  if (folder >= 0) ::close(folder);
  errno = error;
  if (!synced) throw_errno("cannot sync", dir);
}

}  // namespace fihris::schema
