#include "indexer/ingest/byte_stream.h"

#include <fmt/format.h>

namespace fihris::ingest {
namespace {

constexpr std::size_t kStep = std::size_t{64} << 10U;

tl::unexpected<Error> too_long(std::uint64_t most) {
  return fail(fmt::format("longer than {} MB", most >> 20U));
}

}  // namespace

Result<std::string_view> ByteStream::peek_rest(std::uint64_t most) {
  // One byte more than allowed shows that there is more.
  Result<std::string_view> bytes = peek(static_cast<std::size_t>(most) + 1);
  if (bytes && bytes->size() > most) return too_long(most);
  return bytes;
}

Result<std::string_view> ByteStream::peek_line(std::size_t most) {
  for (std::size_t size = kStep, searched = 0;; size *= 2) {
    Result<std::string_view> bytes = peek(size);
    if (!bytes) return bytes;
    const std::size_t end = bytes->find('\n', searched);
    if (end < most) return bytes->substr(0, end + 1);
    if (bytes->size() > most) return too_long(most);
    if (bytes->size() < size) return bytes;
    searched = bytes->size();
  }
}

Result<std::string_view> BufferedStream::peek(std::size_t size) {
  while (buffer_.size() - begin_ < size && !ended_) {
    if (begin_ > 0) buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t before = buffer_.size();
    if (Result<void> made = make(buffer_); !made) return tl::make_unexpected(made.error());
    ended_ = buffer_.size() == before;
  }
  return std::string_view(buffer_).substr(begin_, size);
}

Result<void> FileStream::make(std::string& buffer) {
  constexpr std::size_t kBlock = std::size_t{256} << 10U;
  const std::size_t before = buffer.size();
  buffer.resize(before + kBlock);
  const Result<std::size_t> got = file_.read_at(at_, {buffer.data() + before, kBlock});
  buffer.resize(before + got.value_or(0));
  if (!got) return tl::make_unexpected(got.error());
  at_ += *got;
  return {};
}

}  // namespace fihris::ingest
