#include "indexer/ingest/encoding/arabic_score.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "indexer/analysis/utf8.h"

namespace fihris::ingest {
namespace {

struct Frequency {
  char32_t letter;
  double per_10000;
};

// Counted in corpus/ (75,000 characters). Marks and digits come from texts that use them much.
constexpr std::array kFrequencies{
    Frequency{U'ا', 1382}, Frequency{U'ل', 1062}, Frequency{U'ي', 732}, Frequency{U'م', 600},
    Frequency{U'و', 543},  Frequency{U'ن', 531},  Frequency{U'ر', 504}, Frequency{U'ت', 418},
    Frequency{U'ب', 388},  Frequency{U'ع', 305},  Frequency{U'ف', 293}, Frequency{U'د', 282},
    Frequency{U'ه', 272},  Frequency{U'ة', 269},  Frequency{U'س', 259}, Frequency{U'ق', 247},
    Frequency{U'ك', 208},  Frequency{U'أ', 204},  Frequency{U'ح', 178}, Frequency{U'ج', 136},
    Frequency{U'،', 114},  Frequency{U'ص', 109},  Frequency{U'ط', 98},  Frequency{U'ش', 97},
    Frequency{U'خ', 94},   Frequency{U'ى', 91},   Frequency{U'ث', 73},  Frequency{U'ز', 63},
    Frequency{U'إ', 62},   Frequency{U'ذ', 57},   Frequency{U'ض', 56},  Frequency{U'غ', 51},
    Frequency{U'ئ', 38},   Frequency{U'ء', 37},   Frequency{U'ظ', 25},  Frequency{U'آ', 12},
    Frequency{U'؟', 9},    Frequency{U'ؤ', 9},    Frequency{U'ـ', 8},   Frequency{U'؛', 8}};

// Arabic digits and what typographers use between words.
bool is_neutral(char32_t c) {
  return (c >= 0x0660 && c <= 0x066C) || c == 0xA0 || c == 0xAB || c == 0xBB ||
         (c >= 0x200C && c <= 0x200F) || (c >= 0x2010 && c <= 0x2026);
}

bool is_mark(char32_t c) { return c >= 0x064B && c <= 0x0652; }
bool is_letter(char32_t c) { return c >= 0x0621 && c <= 0x06D5 && !is_mark(c) && !is_neutral(c); }

// What no Arabic letter stands beside: other letters, and brackets that a wrong table makes.
bool is_latin(char32_t c) {
  constexpr std::u32string_view kRare = U"{}|\\^_~`";
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         kRare.find(c) != std::u32string_view::npos;
}

double weight(char32_t c, char32_t before) {
  constexpr double kNeutral = 5;
  constexpr double kMark = 7;
  constexpr double kForeign = 14;    // an accented letter, a box
  constexpr double kUndefined = 18;  // no character of the encoding, or a control
  constexpr char32_t kShadda = 0x0651;
  if (c == analysis::kInvalid || (c >= 0x80 && c < 0xA0)) return kUndefined;
  if (is_mark(c)) return is_letter(before) || before == kShadda ? kMark : kForeign;
  if (is_letter(c) && is_latin(before)) return kForeign;
  const auto* const known = std::ranges::find(kFrequencies, c, &Frequency::letter);
  if (known != kFrequencies.end()) return std::log2(10000 / known->per_10000);
  return is_neutral(c) ? kNeutral : kForeign;
}

}  // namespace

double arabic_score(std::string_view utf8) {
  double sum = 0;
  double count = 0;
  char32_t before = U' ';
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = analysis::decode_utf8(utf8, at);
    const bool counts = c >= 0x80 || (is_latin(c) && is_letter(before));
    if (counts) {
      sum += weight(c, before);
      count += 1;
    }
    before = c;
  }
  return count == 0 ? 0 : -sum / count;
}

}  // namespace fihris::ingest
