#include "indexer/analysis/quadriliterals.h"

#include <array>

#include "indexer/analysis/lexicon.h"

namespace fihris::analysis {
namespace {

constexpr size_t kAlefAt = 2;
constexpr size_t kShort = 5;  // فعالل
constexpr size_t kLong = 6;   // فعاليل

const Letters kAlef = "ا"_ar;
const Letters kYeh = "ي"_ar;
const Letters kHeh = "ه"_ar;
const Letters kNoFirst = "متاني"_ar;  // مقاتل, تعاون, أساسي: participles, verbs, verbal nouns
const Letters kNoSecond = "اويء"_ar;  // شوارع
const Letters kNoLast = "ايهوءك"_ar;  // صحارى, علامه, زمانك
const std::array<Letters, 3> kVowels{"و"_ar, "ا"_ar, "ي"_ar};

bool has(const Letters& letters, char letter) { return letters.find(letter) != Letters::npos; }

bool fits(const Letters& word) {
  if (word.size() != kShort && word.size() != kLong) return false;
  if (word.size() == kLong && word[kLong - 2] != kYeh[0]) return false;
  return word[kAlefAt] == kAlef[0] && !has(kNoFirst, word[0]) && !has(kNoSecond, word[1]) &&
         !has(kNoSecond, word[kAlefAt + 1]) && !has(kNoLast, word.back());
}

}  // namespace

std::vector<Letters> singulars_by_pattern(const Letters& plural) {
  if (!fits(plural)) return {};
  std::vector<Letters> singulars;
  // With ة only where there is none without: فهرسة is the verbal noun.
  const auto add = [&](Letters singular) {
    for (; singulars.empty(); singular += kHeh) {
      if (find_in_lexicon(singular).is(kNoun)) singulars.push_back(singular);
      if (singular.ends_with(kHeh)) return;
    }
  };
  Letters root = plural;
  root.erase(kAlefAt, 1);
  if (plural.size() == kShort) {
    add(root);
    return singulars;
  }
  const Letters first = root.substr(0, root.size() - 2);
  for (const Letters& vowel : kVowels) {
    add(first + vowel + root.back());
  }
  return singulars;
}

}  // namespace fihris::analysis
