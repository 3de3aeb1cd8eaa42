#include "indexer/ingest/formats/text_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/formats/format.h"
#include "indexer/ingest/formats/jsonl_reader.h"

namespace fihris::ingest {
namespace {

using std::string_view_literals::operator""sv;

struct WideEncoding {
  std::string_view name;
  std::string_view mark;
  std::size_t unit;
  std::size_t newline;
};
constexpr std::array kWideEncodings{WideEncoding{"UTF-16LE", "\xFF\xFE"sv, 2, 0},
                                    WideEncoding{"UTF-16BE", "\xFE\xFF"sv, 2, 1},
                                    WideEncoding{"UTF-32LE", "\xFF\xFE\0\0"sv, 4, 0},
                                    WideEncoding{"UTF-32BE", "\0\0\xFE\xFF"sv, 4, 3}};

}  // namespace

Result<std::string> TextBlocks::next(ReadReport& report) {
  constexpr std::size_t kBlock = std::size_t{1} << 20U;
  for (std::size_t size = kBlock;; size *= 2) {
    const Result<std::string_view> bytes = stream_.peek(size);
    if (!bytes) return tl::make_unexpected(bytes.error());
    if (bytes->empty()) return std::string();
    if (unit_ == 0) look_at_beginning(*bytes);
    const std::size_t end = bytes->size() < size ? bytes->size() : end_of_last_line(*bytes);
    if (end > 0) {
      Result<std::string> text = decode(bytes->substr(0, end), report);
      stream_.drop(end);
      return text;
    }
    if (size >= kLongestLine) {
      return fail(fmt::format("line longer than {} MB", kLongestLine >> 20U));
    }
  }
}

void TextBlocks::look_at_beginning(std::string_view bytes) {
  unit_ = 1;
  const Result<DecodedText> text = decode_text(bytes.substr(0, kHeadSize), declared_);
  if (!text) return;
  const auto* const wide = std::ranges::find(kWideEncodings, text->encoding, &WideEncoding::name);
  if (wide == kWideEncodings.end()) return;
  mark_ = wide->mark;
  unit_ = wide->unit;
  newline_ = wide->newline;
}

// Behind it; 0 if there is none.
std::size_t TextBlocks::end_of_last_line(std::string_view bytes) const {
  if (unit_ == 1) return bytes.rfind('\n') + 1;  // npos + 1 is 0
  std::string newline(unit_, '\0');
  newline[newline_] = '\n';
  for (std::size_t end = bytes.size() - bytes.size() % unit_; end >= unit_; end -= unit_) {
    if (bytes.substr(end - unit_, unit_) == newline) return end;
  }
  return 0;
}

Result<std::string> TextBlocks::decode(std::string_view bytes, ReadReport& report) {
  const bool marked = mark_.empty() || bytes.starts_with(mark_);
  Result<DecodedText> decoded =
      marked ? decode_text(bytes, declared_) : decode_text(mark_ + std::string(bytes), declared_);
  if (!decoded) return tl::make_unexpected(decoded.error());
  report.add_encoding(decoded->encoding);
  for (const std::string& repair : decoded->repairs) report.add_repair(repair);
  // What the first lines are in, those behind them are in, too, unless they say otherwise.
  if (!decoded->encoding.starts_with("UTF-")) declared_ = decoded->encoding;
  return std::move(decoded->text);
}

}  // namespace fihris::ingest
