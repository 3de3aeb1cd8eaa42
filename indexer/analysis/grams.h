// Runs of four letters of a word: what the forms of a word, its relatives and its misspellings
// share, whatever the stemmer makes of them.
//
//   std::vector<Gram> grams;
//   append_grams("مدرسه"_ar, grams);   // مدرس, درسه
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace fihris::analysis {

using Gram = std::uint32_t;  // a letter in each byte

inline constexpr std::size_t kGramLetters = 4;

// Appends the grams of folded letters (letters.h); of a shorter word, the word itself. A gram may
// come twice.
inline void append_grams(std::string_view letters, std::vector<Gram>& grams) {
  Gram gram = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    gram = gram << 8U | static_cast<unsigned char>(letters[i]);
    if (i + 1 >= kGramLetters) grams.push_back(gram);
  }
  if (!letters.empty() && letters.size() < kGramLetters) grams.push_back(gram);
}

}  // namespace fihris::analysis
