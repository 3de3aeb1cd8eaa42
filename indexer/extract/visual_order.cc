#include "indexer/extract/visual_order.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "indexer/ingest/encoding/visual_order.h"

namespace fihris::extract {
namespace {

icu::UnicodeString to_unicode_string(const std::u32string& text) {
  static_assert(sizeof(char32_t) == sizeof(UChar32));
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<int32_t>(text.size()));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

// Formatting characters have no glyph; a file that has them nevertheless means nothing by them.
bool is_drawn(char32_t c) {
  return u_charType(static_cast<UChar32>(c)) != U_FORMAT_CHAR && c >= U' ' && c <= 0x10FFFF;
}

}  // namespace

bool is_arabic_mark(char32_t c) {
  constexpr char32_t kFirstMarkForm = 0xFE70, kLastMarkForm = 0xFE7F;
  constexpr char32_t kFirstPairForm = 0xFC5E, kLastPairForm = 0xFC63;  // shadda with another
  return (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK &&
          ublock_getCode(static_cast<UChar32>(c)) == UBLOCK_ARABIC) ||
         (c >= kFirstMarkForm && c <= kLastMarkForm) || (c >= kFirstPairForm && c <= kLastPairForm);
}

std::string utf8_of(const std::u32string& text) { return to_utf8(to_unicode_string(text)); }

bool is_right_to_left(char32_t c) {
  const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

std::u32string plain_letters(char32_t c) {
  constexpr char32_t kFormsA = 0xFB50, kWordSigns = 0xFDF0, kFormsAEnd = 0xFDFF;
  constexpr char32_t kFormsB = 0xFE70, kFormsBEnd = 0xFEFC;
  const bool is_form = (c >= kFormsA && c < kWordSigns) || (c >= kFormsB && c <= kFormsBEnd);
  if (!is_form || c > kFormsAEnd + kFormsBEnd) return {c};
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(code);
  if (U_FAILURE(code)) return {c};
  const icu::UnicodeString plain =
      nfkc->normalize(icu::UnicodeString(static_cast<UChar32>(c)), code);
  std::u32string letters;
  for (int32_t i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
    const auto letter = static_cast<char32_t>(plain.char32At(i));
    // Marks by themselves decompose to a space and the mark.
    if (letter != U' ' && letter != U'\u0640') letters += letter;
  }
  return letters.empty() ? std::u32string{c} : letters;
}

std::string logical_text(const std::u32string& visual) {
  std::u32string drawn;
  std::ranges::copy_if(visual, std::back_inserter(drawn), is_drawn);
  const icu::UnicodeString text = to_unicode_string(drawn);
  if (std::ranges::none_of(drawn, is_right_to_left)) return to_utf8(text);
  return to_utf8(ingest::logical_order(text, ingest::Brackets::as_meant));
}

}  // namespace fihris::extract
