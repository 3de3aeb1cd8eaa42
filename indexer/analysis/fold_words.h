// Text as folded words: what stays when spelling, marks, punctuation and shapes are taken away.
// Phrases of page furniture and names of months are looked up in this form. Nothing here fails; all
// is thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/characters.h"

namespace fihris::analysis {

// A run of letters of one script or of digits, or (kind separator) one other visible character.
struct Piece {
  CharClass kind = CharClass::separator;
  std::string folded;  // letters without their variants, Latin in lower case, digits as ASCII
};

// The pieces of `text`, in order, without white space.
//   split_pieces("أوّل 5%") -> اول | 5 | %
std::vector<Piece> split_pieces(std::string_view text);

// The folded words, one space between them; a run of numbers is "0", so that one phrase stands for
// all counts.
//   fold_words("اقرأ أيضًا: 12 خبرا") == fold_words("إقرا ايضا | ٥ خبراً")
std::string fold_words(std::string_view text);

// Whether `words`, not empty, stand in `key` one after the other; both folded.
bool contains_words(std::string_view key, std::string_view words);

}  // namespace fihris::analysis
