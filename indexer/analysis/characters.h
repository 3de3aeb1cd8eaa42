// What each character is to the tokenizer, and what it folds to. The table is data/fold.tsv;
// Unicode properties and presentation forms come from ICU.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

enum class CharClass : std::uint8_t {
  separator,  // ends a token
  ignored,    // dropped anywhere, ends nothing: bidi controls, joiners, BOM, soft hyphen
  mark,       // dropped, belongs to the letter before: harakat, Quranic signs
  tatweel,    // dropped, belongs to the letter before
  arabic,     // Arabic letter
  latin,      // Latin letter
  digit,      // decimal digit of any script
  other,      // letter of another script
};

struct CharInfo {
  CharClass cls = CharClass::separator;
  char16_t shape = 0;  // the character without its shape: ک -> ك, ٣ -> 3, É -> e; 0: see expand()
};

inline constexpr char32_t kLowEnd = 0x800;  // two bytes of UTF-8, and all of Arabic but its shapes

// The characters below kLowEnd. Thread-safe.
const std::array<CharInfo, kLowEnd>& low_chars();
inline const CharInfo& low_char(char32_t c) { return low_chars()[c]; }

// Any character. Slower: asks ICU. Thread-safe.
CharInfo char_info(char32_t c);

// Characters that stand for several letters (ligatures, ß, presentation forms): their letters,
// shaped, in UTF-8; of a ligature of several words (ﷺ), with spaces between them. Empty if there
// are none. Thread-safe.
std::string expand(char32_t c);

// Alef, waw or yeh with a combining hamza or madda above or below: the composed letter, else 0.
char32_t compose(char32_t letter, char32_t mark);

// Folds the written form of an Arabic word (UTF-8, shaped): أ->ا, ة->ه, ى->ي, hamza seats. Folding
// twice changes nothing. Thread-safe.
//   to_utf8(fold("مسئولة")) == "مسووله"
Letters fold(std::string_view written);

}  // namespace fihris::analysis
