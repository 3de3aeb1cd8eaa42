#include "indexer/analysis/roots.h"

#include "indexer/analysis/lexicon.h"

namespace fihris::analysis {
namespace {

const Letters kWeakLetters = "اويءئؤ"_ar;
constexpr char kTa = to_letter(U'ت');
constexpr char kMim = to_letter(U'م');
constexpr char kNun = to_letter(U'ن');
constexpr char kHa = to_letter(U'ه');
constexpr char kAlef = to_letter(U'ا');
const Letters kTenthForm = "ست"_ar;  // behind ا or م

constexpr std::size_t kMinRoot = 3;
constexpr std::size_t kMaxRoot = 4;
constexpr unsigned kLetterBits = 6;
constexpr Root kMark = 0xF0000000;  // a class of consonants that is none

Letters strong_letters(std::string_view term) {
  Letters strong;
  for (const char letter : term) {
    if (kWeakLetters.find(letter) == Letters::npos) strong += letter;
  }
  return strong;
}

// Takes off a letter that the pattern of a word added before its root or, ت, within. False if there
// is none.
bool strip_added(Letters& letters, bool& has_prefix) {
  if (letters.size() <= kMinRoot) return false;
  if (has_prefix && letters.size() >= kTenthForm.size() + kMinRoot &&
      letters.starts_with(kTenthForm)) {
    letters.erase(0, kTenthForm.size());
  } else if (letters.front() == kTa || letters.front() == kMim) {
    has_prefix = has_prefix || letters.front() == kMim;
    letters.erase(0, 1);
  } else if (letters[1] == kTa) {  // افتعل
    letters.erase(1, 1);
  } else if (has_prefix && letters.front() == kNun) {  // انفعل
    letters.erase(0, 1);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Root root_of(std::string_view term) {
  if (term.size() < kMinRoot || !find_in_lexicon(term).is(kNoun | kPast)) return 0;
  Letters letters = strong_letters(term);
  if (letters.size() > kMinRoot && letters.back() == kHa) letters.pop_back();
  bool has_prefix = term.front() == kAlef;
  while (strip_added(letters, has_prefix)) {
  }
  if (letters.size() < kMinRoot || letters.size() > kMaxRoot) return 0;
  Root root = 0;
  for (const char letter : letters) {
    const int number = letter - to_letter(kFirstLetter) + 1;
    root = root << kLetterBits | static_cast<Root>(number);
  }
  return kMark | root;
}

}  // namespace fihris::analysis
