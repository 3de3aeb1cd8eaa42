// The words of a piece of a query, with their wildcards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/characters.h"

namespace fihris::query {

struct PieceWord {
  analysis::CharClass kind = analysis::CharClass::separator;
  size_t begin = 0;  // bytes in the text, with its wildcards
  size_t end = 0;
  std::string written;  // as the tokenizer writes it; with wildcards, for people
  std::string
      pattern;  // of a word with wildcards: its folded letters (analysis/letters.h), ? and *
};

// The first `limit` words. Within a word of one script, ? stands for one letter and * for any
// number; * may also end it. A ? behind a word is punctuation, and so is ؟ anywhere.
//   read_words("م?مد؟", 9)   -> م?مد
//   read_words("اقتصا*", 9)  -> اقتصا*
std::vector<PieceWord> read_words(std::string_view text, size_t limit);

}  // namespace fihris::query
