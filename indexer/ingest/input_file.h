// A file read at chosen places. Not mapped into memory: a file that shrinks while it is read
// (somebody saves it) gives fewer bytes instead of a signal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "indexer/schema/result.h"

namespace fihris::ingest {

// Movable, not copyable. One thread at a time.
class InputFile {
 public:
  // Error: no such file, no permission, a folder.
  static Result<InputFile> open(const std::string& path);

  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  std::uint64_t size() const { return size_; }
  int descriptor() const { return descriptor_; }  // stays the file's own

  // Fills `buffer` from byte `offset` on; gives how many bytes there were, fewer only at the end of
  // the file.
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) const;

 private:
  InputFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace fihris::ingest
