// What mistakes in typing cost: data/typing_errors.tsv.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace fihris::search {

// A letter as a small number: Arabic letters, ASCII; 0 for any other.
using Key = unsigned char;
Key key_of(char32_t letter);
// A written form, letter by letter.
std::string keys_of(std::string_view written);

// Immutable, so thread-safe.
class TypingErrors {
 public:
  static const TypingErrors& instance();

  // 0 for the same letter.
  float replaced(Key typed, Key meant) const { return replaced_[typed][meant]; }
  // `before`: the letter before it that is meant; 0 at the begin.
  float missing(Key meant, Key before) const {
    if (meant == before) return missing_double_;
    return is_vowel_[meant] ? missing_vowel_ : missing_;
  }
  // `before`, `after`: the letters that are typed around it.
  float extra(Key typed, Key before, Key after) const;
  float swapped() const { return swapped_; }
  float first_letter() const { return first_letter_; }
  float missing_space() const { return missing_space_; }
  float extra_space() const { return extra_space_; }

 private:
  static constexpr std::size_t kKeys = 256;
  TypingErrors();
  void read_costs();
  void fill_replaced();

  std::array<std::array<float, kKeys>, kKeys> replaced_{};
  std::array<std::array<bool, kKeys>, kKeys> neighbours_{};
  std::array<bool, kKeys> is_vowel_{};
  float any_ = 1, neighbour_ = 1;
  float missing_ = 1, missing_vowel_ = 1, missing_double_ = 1;
  float extra_ = 1, extra_vowel_ = 1, extra_double_ = 1, extra_neighbour_ = 1;
  float swapped_ = 1, first_letter_ = 0, missing_space_ = 1, extra_space_ = 1;
};

}  // namespace fihris::search
