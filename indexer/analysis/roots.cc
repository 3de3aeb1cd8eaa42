#include "indexer/analysis/roots.h"

#include "indexer/analysis/lexicon.h"

namespace fihris::analysis {
namespace {

const Letters kEndings = "هي"_ar;
const Letters kTenthForms[] = {"است"_ar, "مست"_ar};
const Letters kPrefixes = "متيان"_ar;  // of patterns: مفعول, تفعيل, افعال
const Letters kInfixes = "تن"_ar;      // behind one: متفعل, انفعال
const Letters kWeakLetters = "اويءئؤ"_ar;
constexpr std::size_t kMinRoot = 3;
constexpr std::size_t kMaxRoot = 4;
constexpr unsigned kLetterBits = 6;
constexpr Root kMark = 0xF0000000;  // a class of consonants that is none

bool is_one_of(char letter, const Letters& letters) {
  return letters.find(letter) != Letters::npos;
}

std::string_view without_prefixes(std::string_view word) {
  for (const Letters& prefix : kTenthForms) {
    if (word.size() >= prefix.size() + kMinRoot && word.starts_with(prefix)) {
      return word.substr(prefix.size());
    }
  }
  if (word.size() > kMinRoot && is_one_of(word.front(), kPrefixes)) word.remove_prefix(1);
  if (word.size() > kMaxRoot && is_one_of(word.front(), kInfixes)) word.remove_prefix(1);
  return word;
}

}  // namespace

Root root_of(std::string_view term) {
  if (term.size() < kMinRoot || !find_in_lexicon(term).is(kNoun | kPast)) return 0;
  if (term.size() > kMinRoot && is_one_of(term.back(), kEndings)) term.remove_suffix(1);
  term = without_prefixes(term);
  Root root = 0;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < term.size(); ++i) {
    const bool is_infix = i == 1 && term.size() > kMinRoot && term[i] == "ت"_ar[0];  // افتعل
    if (is_infix || is_one_of(term[i], kWeakLetters)) continue;
    if (++letters > kMaxRoot) return 0;
    const auto letter = static_cast<unsigned char>(term[i]);
    root =
        root << kLetterBits | (letter - static_cast<unsigned char>(to_letter(kFirstLetter)) + 1U);
  }
  return letters < kMinRoot ? 0 : kMark | root;
}

}  // namespace fihris::analysis
