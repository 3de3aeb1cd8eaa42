#include "server/api/json_writer.h"

#include <simdjson.h>

#include <array>
#include <charconv>

#include "indexer/analysis/utf8.h"

namespace fihris::api {
namespace {

constexpr std::size_t kNumberSize = 32;  // the longest of a double has 24

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

// Without a branch, so that the compiler looks at many bytes at a time.
bool has_escaped(std::string_view text) {
  unsigned found = 0;
  for (const char c : text) found |= static_cast<unsigned>(is_escaped(c));
  return found != 0;
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kNames = "\"\\bfnrt";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += '\\';
  if (const std::size_t i = kNamed.find(c); i != std::string_view::npos) {
    out += kNames[i];
    return;
  }
  out += "u00";
  out += kHex[static_cast<unsigned char>(c) >> 4U];
  out += kHex[static_cast<unsigned char>(c) & 0xFU];
}

void append_escaped(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_escaped(text[i])) continue;
    out += text.substr(begin, i - begin);
    append_escape(out, text[i]);
    begin = i + 1;
  }
  out += text.substr(begin);
}

}  // namespace

void JsonWriter::append(std::string_view begin) {
  const char last = out_.empty() ? '[' : out_.back();
  if (last != '[' && last != '{' && last != ':') out_ += ',';
  out_ += begin;
}

void JsonWriter::append_number(std::uint64_t number) {
  std::array<char, kNumberSize> digits{};
  append({digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr});
}

void JsonWriter::value(double number) {
  std::array<char, kNumberSize> digits{};
  append({digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr});
}

void JsonWriter::value(std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) return value(repaired(text));
  append("\"");
  if (has_escaped(text)) {
    append_escaped(out_, text);
  } else {
    out_ += text;
  }
  out_ += '"';
}

}  // namespace fihris::api
