// Names by their sound: DeepSeek and ديبسيك, وينفنغ and ونفينغ. For names that no list has.
//
// Two steps. A skeleton key keeps the classes of a name's consonants (ب and p are one, so are غ ج ق
// ك and g j k), without vowels and runs; names that are spelled alike share a key, which is looked
// up. Then likeness() aligns the sounds of one spelling with the letters of the other and counts
// what does not fit. Rules and costs: data/skeleton.tsv.
//
//   const Pronunciation name = Pronunciation::of_latin("DeepSeek");
//   name.keys()                        // {"DBSK"}, packed
//   name.likeness("ديبسيك"_ar)         // about 0.97; of no likeness: 0 or less
//
// After A. Freeman, S. Condon, C. Ackerman: Cross linguistic name matching in English and Arabic
// (2006), who weight the edit distance by which letters stand for which.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// The classes of the first eight consonants, four bits each; 0: there are none.
using SkeletonKey = std::uint32_t;

// How many classes a key has, at most eight.
int key_size(SkeletonKey key);

// The key of folded Arabic letters. Thread-safe.
SkeletonKey skeleton_key(std::string_view letters);

// What likeness tells a name from other words: where the key has three consonants, and more. Of
// fewer none does: too many words would be alike; lists know those names.
struct Threshold {
  double three;
  double more;
};
inline constexpr Threshold kLatinToArabic{0.93, 0.9};
inline constexpr Threshold kArabicToLatin{0.95, 0.93};  // English words are names as well
inline constexpr Threshold kArabicToArabic{0.97, 0.9};  // سالم is not سليم
inline constexpr double kAlike = 0.9;                   // of one word of a name of several

// Whether letters that share `key` with a name and are so like it are to be taken for that name.
bool is_same_name(double likeness, SkeletonKey key, Threshold threshold);

// The keys under which a term of an index is looked up as a name: none for a stop word, a word of
// the lexicon that is no listed name, a number, and for fewer than two consonants. Thread-safe.
std::vector<SkeletonKey> keys_of_term(std::string_view term);

// How a name may be spoken. Immutable, so thread-safe.
class Pronunciation {
 public:
  // A word as typed: capitals part it (OpenAI: open, AI) and are read by their names (GPT).
  static Pronunciation of_latin(std::string_view typed);
  static Pronunciation of_arabic(std::string_view letters);
  // Both, one behind the other: a name of two words.
  static Pronunciation joined(const Pronunciation& first, const Pronunciation& second);

  // Of every way to speak it; no key twice. At most kMaxKeys.
  static constexpr size_t kMaxKeys = 16;
  std::vector<SkeletonKey> keys() const;

  // As Arabic letters mostly spell its likeliest reading: ديب for deep.
  Letters usual_spelling() const;

  // How well the letters write it: 1 for just as expected, less for each sound or letter too many.
  double likeness(std::string_view letters) const;

 private:
  // A grapheme and what it may sound like, likeliest first; a sound is a byte.
  using Slot = std::vector<std::string_view>;
  using Reading = std::vector<Slot>;

  static Reading read_word(std::string_view lower_case);
  static Reading read_letter_names(std::string_view lower_case);
  void append(const std::vector<Reading>& readings);

  std::vector<Reading> readings_;
};

}  // namespace fihris::analysis
