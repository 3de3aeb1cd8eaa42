// Letters: folded Arabic text, one byte a letter.
//
// A folded word only has the letters of U+0621..U+064A, so U+06xx is kept as the byte xx + 0x80.
// This makes the stemmer's string work plain std::string work, and is also the form of Arabic terms
// in the index: half of UTF-8's size. ASCII terms (Latin words and numbers) use bytes below 0x80,
// so the two never meet. A word of another script is kOtherScript and its UTF-8.
//
//   Letters word = "كتاب"_ar;      // 4 bytes
//   to_utf8(word) == "كتاب"
#pragma once

#include <string>
#include <string_view>

namespace fihris::analysis {

using Letters = std::string;

inline constexpr char32_t kFirstLetter = 0x621;
inline constexpr char32_t kLastLetter = 0x64A;

constexpr bool is_letter_code(char32_t c) { return c >= kFirstLetter && c <= kLastLetter; }
constexpr char to_letter(char32_t c) { return static_cast<char>(c - 0x600 + 0x80); }
constexpr bool is_letter_byte(char c) {
  return is_letter_code(static_cast<unsigned char>(c) - 0x80U + 0x600U);
}

inline constexpr char kOtherScript = '\x01';

// Keeps the letters of U+0621..U+064A as they are (no folding) and drops all else.
Letters letters_of(std::string_view utf8);

// The readable form of a term, UTF-8.
std::string to_utf8(std::string_view term);

// Only for letters that are already folded: "كتاب"_ar, not "أكتب"_ar.
inline Letters operator""_ar(const char* utf8, size_t size) { return letters_of({utf8, size}); }

}  // namespace fihris::analysis
