#include "indexer/analysis/harakat.h"

#include <vector>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/utf8.h"

namespace fihris::analysis {
namespace {

constexpr char32_t kFirstMark = 0x64B;
constexpr char32_t kLastMark = 0x652;
constexpr char32_t kShadda = 0x651;

// The marks on one letter.
struct Marks {
  char32_t vowel = 0;
  bool shadda = false;
};

std::vector<Marks> marks_by_letter(std::string_view word) {
  std::vector<Marks> marks;
  for (size_t i = 0; i < word.size();) {
    const char32_t c = decode_utf8(word, i);
    if (char_info(c).cls >= CharClass::arabic) {
      const size_t letters = char_info(c).shape == 0 ? expand(c).size() / 2 : 1;
      marks.resize(marks.size() + letters);
    } else if (c >= kFirstMark && c <= kLastMark && !marks.empty()) {
      if (c == kShadda) {
        marks.back().shadda = true;
      } else {
        marks.back().vowel = c;
      }
    }
  }
  return marks;
}

}  // namespace

bool has_harakat(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const char32_t c = decode_utf8(text, i);
    if (c >= kFirstMark && c <= kLastMark) return true;
  }
  return false;
}

bool agrees_with_harakat(std::string_view query, std::string_view text) {
  const std::vector<Marks> typed = marks_by_letter(query);
  const std::vector<Marks> found = marks_by_letter(text);
  if (typed.size() != found.size()) return false;
  for (size_t i = 0; i < typed.size(); ++i) {
    const bool vowels_differ =
        typed[i].vowel != 0 && found[i].vowel != 0 && typed[i].vowel != found[i].vowel;
    const bool shadda_missing = typed[i].shadda && !found[i].shadda && found[i].vowel != 0;
    if (vowels_differ || shadda_missing) return false;
  }
  return true;
}

}  // namespace fihris::analysis
