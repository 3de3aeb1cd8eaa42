#include "indexer/ingest/mojibake.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "indexer/analysis/utf8.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/converter.h"

namespace fihris::ingest {
namespace {

// windows-1252 from 0x80 to 0x9F; the rest is Latin-1. Bytes without a character are read as
// controls.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
constexpr unsigned kFirstSpecial = 0x80;

// What nearly every Arabic letter begins with after such damage: bytes D8 and D9.
constexpr std::array<std::string_view, 2> kLeadSigns{"Ø", "Ù"};
constexpr std::array<std::string_view, 2> kArabicLeadSigns{"ط", "ظ"};

using ByteOf = std::optional<char> (*)(char32_t c);

std::optional<char> windows_1252_byte(char32_t c) {
  const auto* const special = std::ranges::find(kWindows1252, c);
  if (special != kWindows1252.end()) {
    return static_cast<char>(kFirstSpecial + static_cast<unsigned>(special - kWindows1252.begin()));
  }
  if (c > 0xFF) return std::nullopt;
  return static_cast<char>(c);
}

std::optional<char> windows_1256_byte(char32_t c) {
  static const std::map<char32_t, char> by_character = [] {
    std::map<char32_t, char> bytes;
    for (unsigned byte = kFirstSpecial; byte <= 0xFF; ++byte) {
      const char value = static_cast<char>(byte);
      const std::string text = convert_to_utf8({&value, 1}, "windows-1256").value_or("");
      std::size_t at = 0;
      if (!text.empty()) bytes[analysis::decode_utf8(text, at)] = value;
    }
    return bytes;
  }();
  if (c < kFirstSpecial) return static_cast<char>(c);
  const auto found = by_character.find(c);
  return found == by_character.end() ? std::nullopt : std::optional(found->second);
}

// The bytes that were read in a wrong encoding, if they are UTF-8.
std::optional<std::string> repaired(std::string_view line, ByteOf byte_of) {
  std::string bytes;
  for (std::size_t i = 0; i < line.size();) {
    const std::optional<char> byte = byte_of(analysis::decode_utf8(line, i));
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  if (find_invalid_utf8(bytes)) return std::nullopt;
  return bytes;
}

bool has_twice(std::string_view text, std::string_view sign) {
  const std::size_t first = text.find(sign);
  return first != std::string_view::npos &&
         text.find(sign, first + sign.size()) != std::string_view::npos;
}

// Arabic in UTF-8 that was read as windows-1256 is full of ط and ظ and of signs that no Arabic
// text has behind them.
bool may_be_arabic_mojibake(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kPairs{"ط§", "ظ„", "ظ…", "ط±"};
  return std::ranges::any_of(kPairs, [&](std::string_view pair) { return has_twice(text, pair); });
}

std::string repair_lines(std::string_view text, bool (*may_be)(std::string_view), ByteOf byte_of) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::optional<std::string> better = may_be(line) ? repaired(line, byte_of) : std::nullopt;
    out += better ? std::string_view(*better) : line;
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool has_arabic_signs(std::string_view text) {
  return std::ranges::any_of(kArabicLeadSigns, [&](std::string_view sign) {
    return text.find(sign) != std::string_view::npos;
  });
}

}  // namespace

bool may_be_mojibake(std::string_view text) {
  return std::ranges::any_of(kLeadSigns,
                             [&](std::string_view sign) { return has_twice(text, sign); });
}

std::string repair_mojibake(std::string_view text) {
  return repair_lines(text, may_be_mojibake, windows_1252_byte);
}

std::string repair_any_mojibake(std::string_view text) {
  std::string out(text);
  if (may_be_mojibake(out)) out = repair_mojibake(out);
  if (may_be_arabic_mojibake(out)) out = repair_lines(out, has_arabic_signs, windows_1256_byte);
  return out == text ? std::string() : out;
}

}  // namespace fihris::ingest
