#include "indexer/ingest/clean_text.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "indexer/analysis/utf8.h"

namespace fihris::ingest {
namespace {

struct Range {
  char32_t first, last;
};

// White space, and format characters that show nothing.
constexpr std::array kBlanks{Range{0x00, 0x20},     Range{0x7F, 0xA0},     Range{0x061C, 0x061C},
                             Range{0x2000, 0x200F}, Range{0x2028, 0x202F}, Range{0x205F, 0x2069},
                             Range{0x3000, 0x3000}, Range{0xFEFF, 0xFEFF}};

bool is_blank(char32_t c) {
  return std::ranges::any_of(kBlanks, [c](Range r) { return c >= r.first && c <= r.last; });
}

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

std::size_t last_character(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && continues_character(text[at])) --at;
  return at;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  if (simdjson::validate_utf8(text)) return std::nullopt;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    // U+FFFD itself, three bytes long, is valid.
    if (analysis::decode_utf8(text, at) == analysis::kInvalid && at - begin == 1) return begin;
  }
  return std::nullopt;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    std::size_t next = 0;
    if (!is_blank(analysis::decode_utf8(text, next))) break;
    text.remove_prefix(next);
  }
  while (!text.empty()) {
    const std::size_t last = last_character(text);
    std::size_t next = last;
    if (!is_blank(analysis::decode_utf8(text, next))) break;
    text = text.substr(0, last);
  }
  return text;
}

std::string escape_invalid_utf8(std::string_view name) {
  std::string out;
  while (const auto bad = find_invalid_utf8(name)) {
    out += name.substr(0, *bad);
    out += fmt::format("%{:02X}", static_cast<unsigned char>(name[*bad]));
    name.remove_prefix(*bad + 1);
  }
  return out.append(name);
}

std::string clean_lines(std::string_view text) {
  std::string out(trim(text));
  if (out.find('\r') == std::string::npos) return out;
  std::string lines;
  lines.reserve(out.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] == '\r' && i + 1 < out.size() && out[i + 1] == '\n') continue;
    lines += out[i] == '\r' ? '\n' : out[i];
  }
  return lines;
}

std::string clean_line(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  std::string out;
  for (const char c : trim(text)) {
    if (!is_space(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace fihris::ingest
