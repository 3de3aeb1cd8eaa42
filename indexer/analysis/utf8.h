// UTF-8 in and out, one code point at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fihris::analysis {

inline constexpr char32_t kInvalid = 0xFFFD;

// The code point at `text[i]`; moves `i` behind it. An invalid byte gives kInvalid and moves by
// one. Requires i < text.size().
inline char32_t decode_utf8(std::string_view text, size_t& i) {
  const auto byte = [&](size_t k) { return static_cast<unsigned char>(text[k]); };
  const auto follows = [&](size_t k) { return k < text.size() && (byte(k) & 0xC0U) == 0x80; };
  const unsigned first = byte(i);
  if (first < 0x80) {
    ++i;
    return first;
  }
  if (first >= 0xC2 && first < 0xE0 && follows(i + 1)) {
    const char32_t c = (first & 0x1FU) << 6U | (byte(i + 1) & 0x3FU);
    i += 2;
    return c;
  }
  if (first >= 0xE0 && first < 0xF0 && follows(i + 1) && follows(i + 2)) {
    const char32_t c = (first & 0xFU) << 12U | (byte(i + 1) & 0x3FU) << 6U | (byte(i + 2) & 0x3FU);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
      i += 3;
      return c;
    }
  } else if (first >= 0xF0 && first < 0xF5 && follows(i + 1) && follows(i + 2) && follows(i + 3)) {
    const char32_t c = (first & 7U) << 18U | (byte(i + 1) & 0x3FU) << 12U |
                       (byte(i + 2) & 0x3FU) << 6U | (byte(i + 3) & 0x3FU);
    if (c >= 0x10000 && c <= 0x10FFFF) {
      i += 4;
      return c;
    }
  }
  ++i;
  return kInvalid;
}

// Of a code point in UTF-8.
inline constexpr std::uint32_t utf8_bytes(char32_t c) {
  if (c < 0x80) return 1;
  if (c < 0x800) return 2;
  return c < 0x10000 ? 3 : 4;
}

inline void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | c >> 6U);
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | c >> 12U);
    out += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | c >> 18U);
    out += static_cast<char>(0x80U | (c >> 12U & 0x3FU));
    out += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

}  // namespace fihris::analysis
