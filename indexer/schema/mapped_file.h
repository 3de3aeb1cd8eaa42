// A file as read-only memory.
#pragma once

#include <filesystem>
#include <string_view>

#include "indexer/schema/result.h"

namespace fihris::schema {

// Movable, not copyable. The bytes stay valid while the object lives, also when the file is
// deleted.
class MappedFile {
 public:
  // Error: the file cannot be opened or mapped. An empty file maps to no bytes.
  static Result<MappedFile> open(const std::filesystem::path& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  const char* data() const { return data_; }
  size_t size() const { return size_; }
  std::string_view view() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace fihris::schema
