#include "indexer/analysis/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "indexer/analysis/data.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/utf8.h"

namespace fihris::analysis {
namespace {

constexpr char32_t kTatweel = 0x640;
constexpr char32_t kZeroWidthSpace = 0x200B;

CharClass letter_class(char32_t c) {
  const auto script = u_charType(static_cast<UChar32>(c));
  if (script == U_DECIMAL_DIGIT_NUMBER) return CharClass::digit;
  if (c >= 0x600 && c < 0x780) return CharClass::arabic;
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode of_letters = uscript_getScript(static_cast<UChar32>(c), &error);
  return of_letters == USCRIPT_LATIN ? CharClass::latin : CharClass::other;
}

CharClass unicode_class(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  if (c == kTatweel) return CharClass::tatweel;
  if (c == kZeroWidthSpace) return CharClass::separator;
  switch (u_charType(code)) {
    case U_FORMAT_CHAR:
      return CharClass::ignored;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return CharClass::mark;
    default:
      return u_isalpha(code) || u_isdigit(code) ? letter_class(c) : CharClass::separator;
  }
}

// ss of ß, ij of ĳ; without accents.
icu::UnicodeString casefolded(char32_t c) {
  static const icu::Normalizer2* const nfkc = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(error);
  }();
  UErrorCode error = U_ZERO_ERROR;
  return nfkc->normalize(icu::UnicodeString(static_cast<UChar32>(c)), error);
}

// The lower-case base letter without accents, or 0 where that is not one character of the BMP.
char16_t plain_letter(char32_t c) {
  static const icu::Normalizer2* const nfkd = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKDInstance(error);
  }();
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString parts =
      nfkd->normalize(icu::UnicodeString(u_tolower(static_cast<UChar32>(c))), error);
  char16_t base = 0;
  for (int32_t i = 0; i < parts.length(); ++i) {
    if (u_charType(parts[i]) == U_NON_SPACING_MARK) continue;
    if (base != 0 || U16_IS_SURROGATE(parts[i])) return 0;
    base = parts[i];
  }
  return u_isalnum(base) ? base : 0;  // of the Greek iota below, only a space is left
}

struct FoldTables {
  std::array<CharInfo, kLowEnd> low{};
  std::array<char16_t, 0x100> letter{};  // folded letter of U+06xx, by xx

  FoldTables() {
    for (char32_t c = 0; c < kLowEnd; ++c) low[c] = {unicode_class(c), default_shape(c)};
    for (char32_t c = 0; c < letter.size(); ++c) letter[c] = static_cast<char16_t>(0x600 + c);
    for (const TableRow& row : parse_table(kFoldTable)) add(row);
    for (CharInfo& info : low) follow_shapes(info);
  }

 private:
  // Ǿ is an ø, and that an o.
  void follow_shapes(CharInfo& info) const {
    constexpr int kMostSteps = 3;
    const bool may_have = info.cls == CharClass::latin || info.cls == CharClass::other;
    for (int step = 0; may_have && step < kMostSteps; ++step) {
      if (info.shape == 0 || info.shape >= kLowEnd || low[info.shape].shape == 0) return;
      info = low[info.shape];
    }
  }

  static char16_t default_shape(char32_t c) {
    const CharClass cls = unicode_class(c);
    if (cls == CharClass::latin) return casefolded(c).length() > 1 ? 0 : plain_letter(c);  // ß: ss
    if (cls == CharClass::other) return plain_letter(c);
    if (cls == CharClass::digit) {
      return static_cast<char16_t>('0' + u_charDigitValue(static_cast<UChar32>(c)));
    }
    return static_cast<char16_t>(c);
  }

  void add(const TableRow& row) {
    size_t i = 0;
    size_t j = 0;
    const char32_t from = decode_utf8(row.cells.at(0), i);
    const auto to = static_cast<char16_t>(decode_utf8(row.cells.at(1), j));
    if (row.section == "shape") {
      low[from].shape = to;
    } else {
      letter[from - 0x600] = to;
    }
  }
};

const FoldTables& tables() {
  static const FoldTables instance;
  return instance;
}

// The code of the folded letter that `c` stands for, 0 for what folding drops.
char16_t folded_letter(char32_t c) {
  if (c < 0x600 || c >= 0x700) return 0;
  const char16_t letter = tables().letter[c - 0x600];
  return is_letter_code(letter) ? letter : 0;
}

// Whether no letter follows.
bool is_end(std::string_view written, size_t at) {
  while (at < written.size()) {
    if (folded_letter(decode_utf8(written, at)) != 0) return false;
  }
  return true;
}

// Whether the next letter folds to `wanted` (a letter of Letters), a hamza before it, too.
bool next_folds_to(std::string_view written, size_t at, char wanted) {
  while (at < written.size()) {
    const char32_t c = decode_utf8(written, at);
    const char16_t letter = folded_letter(c);
    if (letter == 0 || c == u'ء' || c == u'ئ') continue;
    return to_letter(letter) == wanted;
  }
  return false;
}

}  // namespace

const std::array<CharInfo, kLowEnd>& low_chars() { return tables().low; }

CharInfo char_info(char32_t c) {
  if (c < kLowEnd) return low_char(c);
  if (c == kInvalid) return {};
  const CharClass cls = unicode_class(c);
  const bool presentation_form = (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE);
  if (presentation_form && cls != CharClass::ignored) {
    if (cls == CharClass::mark || (c >= 0xFE70 && c <= 0xFE7F)) return {CharClass::mark, 0};
    return expand(c).empty() ? CharInfo{} : CharInfo{CharClass::arabic, 0};
  }
  if (cls == CharClass::digit) {
    return {cls, static_cast<char16_t>('0' + u_charDigitValue(static_cast<UChar32>(c)))};
  }
  if (cls != CharClass::latin && cls != CharClass::other) return {cls, 0};
  const char16_t plain = plain_letter(c);
  // 𝐇 and 𞸁 are an h and a ب, in the forms that formulas have for them.
  if (plain != 0 && plain < kLowEnd) return low_char(plain);
  return {cls, plain};
}

std::string expand(char32_t c) {
  const icu::UnicodeString wide = casefolded(c);
  std::string out;
  for (int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const auto code = static_cast<char32_t>(wide.char32At(i));
    if (code == ' ') {
      if (!out.empty()) out += ' ';  // ﷺ is four words, but many a mark is written upon a space
    } else if (u_charType(wide.char32At(i)) == U_MODIFIER_LETTER) {
      continue;  // of ŉ, the n
    } else if (code >= kLowEnd) {
      if (unicode_class(code) >= CharClass::arabic) append_utf8(out, code);
    } else if (const CharInfo& info = low_char(code); info.cls >= CharClass::arabic) {
      append_utf8(out, info.shape);
    }
  }
  return out;
}

char32_t compose(char32_t letter, char32_t mark) {
  struct Pair {
    char16_t letter, mark, composed;
  };
  static constexpr std::array<Pair, 7> kPairs{{{u'ا', 0x654, u'أ'},
                                               {u'ا', 0x655, u'إ'},
                                               {u'ا', 0x653, u'آ'},
                                               {u'و', 0x654, u'ؤ'},
                                               {u'ي', 0x654, u'ئ'},
                                               {u'ى', 0x654, u'ئ'},
                                               {u'ه', 0x654, u'ة'}}};
  for (const Pair& pair : kPairs) {
    if (pair.letter == letter && pair.mark == mark) return pair.composed;
  }
  return 0;
}

Letters fold(std::string_view written) {
  static const char yeh = to_letter(u'ي');
  static const char waw = to_letter(u'و');
  Letters out;
  for (size_t i = 0; i < written.size();) {
    const char32_t c = decode_utf8(written, i);
    const char16_t letter = folded_letter(c);
    if (letter == 0) continue;
    char folded = to_letter(letter);
    const auto before_waw = [&] { return next_folds_to(written, i, waw); };
    if (c == u'ئ') {
      // مسئول = مسؤول: before و the seat is a matter of country. شيئا, هيئة: ي carries the hamza
      // alone.
      if (before_waw()) folded = waw;
      if (!out.empty() && out.back() == yeh) continue;
    } else if (c == u'ء' && !out.empty() && before_waw()) {
      folded = waw;  // رءوس = رؤوس
    } else if (c == u'ء' && !out.empty() && out.back() == yeh && is_end(written, i)) {
      continue;  // قاريء = قارئ, شيء = شئ; after ا it stays: ماء is not ما
    }
    out += folded;
  }
  return out;
}

}  // namespace fihris::analysis
