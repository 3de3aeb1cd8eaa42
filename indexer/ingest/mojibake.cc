#include "indexer/ingest/mojibake.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/analysis/utf8.h"
#include "indexer/ingest/clean_text.h"

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

std::optional<char> windows_1252_byte(char32_t c) {
  const auto* const special = std::ranges::find(kWindows1252, c);
  if (special != kWindows1252.end()) {
    return static_cast<char>(kFirstSpecial + static_cast<unsigned>(special - kWindows1252.begin()));
  }
  if (c > 0xFF) return std::nullopt;
  return static_cast<char>(c);
}

// The bytes that were read as windows-1252, if they are Arabic text in UTF-8.
std::optional<std::string> repaired(std::string_view line) {
  std::string bytes;
  for (std::size_t i = 0; i < line.size();) {
    const std::optional<char> byte = windows_1252_byte(analysis::decode_utf8(line, i));
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  if (find_invalid_utf8(bytes)) return std::nullopt;
  return bytes;
}

}  // namespace

bool may_be_mojibake(std::string_view text) {
  return std::ranges::any_of(kLeadSigns, [&](std::string_view sign) {
    const std::size_t first = text.find(sign);
    return first != std::string_view::npos &&
           text.find(sign, first + sign.size()) != std::string_view::npos;
  });
}

std::string repair_mojibake(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::optional<std::string> better = may_be_mojibake(line) ? repaired(line) : std::nullopt;
    out += better ? std::string_view(*better) : line;
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace fihris::ingest
