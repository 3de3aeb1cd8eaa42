// What mistakes in typing cost: data/typing_errors.tsv.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/analysis/letters.h"
#include "indexer/schema/word_branches.h"

namespace fihris::search {

// A letter as a small number: Arabic letters, ASCII; 0 for any other.
using Key = unsigned char;
inline constexpr std::size_t kKeys = 256;
inline constexpr char32_t kAscii = 0x80;
inline char32_t letter_of(Key key) { return key < kAscii ? key : key - 0x80U + 0x600U; }
inline Key key_of(char32_t letter) {
  if (letter < kAscii) return static_cast<Key>(letter);
  return analysis::is_letter_code(letter) ? static_cast<Key>(analysis::to_letter(letter)) : 0;
}
// A written form, letter by letter.
std::string keys_of(std::string_view written);

// What mistakes cost, in steps of a twentieth: exact, and quick to compare.
using Cost = std::int16_t;
inline constexpr float kCostSteps = 20;
inline constexpr Cost kTooMuch = 10'000;  // more than mistakes in a word can cost
inline Cost to_cost(float cost) { return static_cast<Cost>(std::lround(cost * kCostSteps)); }
constexpr float to_float(Cost cost) { return static_cast<float>(cost) / kCostSteps; }

// Immutable, so thread-safe.
class TypingErrors {
 public:
  static const TypingErrors& instance();

  // 0 for the same letter.
  Cost replaced(Key typed, Key meant) const { return replaced_[typed][meant]; }
  // The letters that cost no more than `budget` where the key is typed for them; maybe others.
  schema::LetterSet near(Key typed, Cost budget) const {
    return budget < 0 ? 0 : near_[typed][static_cast<std::size_t>(std::min(budget, kAnyLetter))];
  }
  // The letters that cost no more than `budget` where they are missing; maybe others.
  schema::LetterSet missing_within(Cost budget, Key before) const;
  // `before`: the letter before it that is meant; 0 at the begin.
  Cost missing(Key meant, Key before) const {
    if (meant == before) return missing_double_;
    return is_vowel_[meant] ? missing_vowel_ : missing_;
  }
  // `before`, `after`: the letters that are typed around it.
  Cost extra(Key typed, Key before, Key after) const;
  Cost swapped() const { return swapped_; }
  Cost first_letter() const { return first_letter_; }
  Cost missing_space() const { return missing_space_; }
  Cost extra_space() const { return extra_space_; }

 private:
  TypingErrors();
  void read_costs();
  void fill_replaced();
  void fill_near();

  static constexpr Cost kAnyLetter = 20;  // for this, any letter may stand for any other
  std::array<std::array<Cost, kKeys>, kKeys> replaced_{};
  std::array<std::array<bool, kKeys>, kKeys> neighbours_{};
  std::array<std::array<schema::LetterSet, kAnyLetter + 1>, kKeys> near_{};  // by cost
  std::array<bool, kKeys> is_vowel_{};
  schema::LetterSet vowels_ = 0;
  Cost any_ = 0, neighbour_ = 0;
  Cost missing_ = 0, missing_vowel_ = 0, missing_double_ = 0;
  Cost extra_ = 0, extra_vowel_ = 0, extra_double_ = 0, extra_neighbour_ = 0;
  Cost swapped_ = 0, first_letter_ = 0, missing_space_ = 0, extra_space_ = 0;
};

}  // namespace fihris::search
