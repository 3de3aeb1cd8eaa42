// Bytes that come one after the other, from memory or unpacked as they are asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/ingest/input_file.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

inline constexpr std::uint64_t kUnlimited = std::uint64_t{1} << 62U;

// Views are valid until the next call.
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  // The next `size` bytes, fewer only at the end; they stay in the stream. Error: what is packed is
  // damaged, or a limit is crossed.
  virtual Result<std::string_view> peek(std::size_t size) = 0;

  // Leaves out bytes that peek() has shown.
  virtual void drop(std::size_t size) = 0;

  // All that is left; it stays in the stream. Error: as of peek(), or more than `most` bytes.
  Result<std::string_view> peek_rest(std::uint64_t most);

  // The next line, its '\n' included; without one at the end of the stream. Empty: there is none.
  // It stays in the stream. Error: as of peek(), or longer than `most` bytes.
  Result<std::string_view> peek_line(std::size_t most);
};

class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
  Result<std::string_view> peek(std::size_t size) override { return bytes_.substr(0, size); }
  void drop(std::size_t size) override { bytes_.remove_prefix(size); }

 private:
  std::string_view bytes_;
};

// For streams that make their bytes.
class BufferedStream : public ByteStream {
 public:
  Result<std::string_view> peek(std::size_t size) override;
  void drop(std::size_t size) override { begin_ += size; }

 protected:
  // Appends some bytes; none at the end.
  virtual Result<void> make(std::string& buffer) = 0;

 private:
  std::string buffer_;
  std::size_t begin_ = 0;  // bytes of the buffer that have been dropped
  bool ended_ = false;
};

// A file from its beginning. It must outlive the stream.
class FileStream : public BufferedStream {
 public:
  explicit FileStream(const InputFile& file) : file_(file) {}

 protected:
  Result<void> make(std::string& buffer) override;

 private:
  const InputFile& file_;
  std::uint64_t at_ = 0;
};

}  // namespace fihris::ingest
