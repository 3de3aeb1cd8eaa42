#include "server/api/json_writer.h"

#include <simdjson.h>

#include <array>
#include <charconv>

#include "indexer/analysis/utf8.h"

namespace fihris::api {
namespace {

constexpr std::size_t kNumberSize = 32;  // the longest of a double has 24
constexpr std::size_t kPiece = 32;       // bytes of a text that are looked at together
constexpr std::size_t kLongestEscape = 6;

std::string repaired(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    analysis::append_utf8(out, analysis::decode_utf8(text, i));
  }
  return out;
}

constexpr bool is_escaped(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

// Without a branch, so that the compiler looks at all bytes together.
bool has_escaped(const char* text, std::size_t size) {
  unsigned char found = 0;
  for (std::size_t i = 0; i < size; ++i) found |= static_cast<unsigned char>(is_escaped(text[i]));
  return found != 0;
}

char* escape(char c, char* out) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kNames = "\"\\bfnrt";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  *out++ = '\\';
  if (const std::size_t i = kNamed.find(c); i != std::string_view::npos) {
    *out++ = kNames[i];
    return out;
  }
  const auto byte = static_cast<unsigned char>(c);
  for (const char hex : {'u', '0', '0', kHex[byte >> 4U], kHex[byte & 0xFU]}) *out++ = hex;
  return out;
}

}  // namespace

void JsonWriter::put_number(std::uint64_t number) {
  std::array<char, kNumberSize> digits{};
  put_value({digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr});
}

void JsonWriter::value(double number) {
  std::array<char, kNumberSize> digits{};
  put_value({digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr});
}

void JsonWriter::put_escaped(std::string_view piece) {
  char* out = room(piece.size() * kLongestEscape);
  for (const char c : piece) {
    if (is_escaped(c)) {
      out = escape(c, out);
    } else {
      *out++ = c;
    }
  }
  used_ = static_cast<std::size_t>(out - buffer_.data());
}

void JsonWriter::value(std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) return value(repaired(text));
  open('"');
  for (; text.size() >= kPiece; text.remove_prefix(kPiece)) {
    const std::string_view piece = text.substr(0, kPiece);
    has_escaped(piece.data(), kPiece) ? put_escaped(piece) : put({piece.data(), kPiece});
  }
  has_escaped(text.data(), text.size()) ? put_escaped(text) : put(text);
  close('"');
}

}  // namespace fihris::api
