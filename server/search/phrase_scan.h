// Where the words of a phrase stand side by side in an article.
#pragma once

#include <cstddef>

#include "indexer/schema/segment.h"
#include "server/search/word_sets.h"

namespace fihris::search {

// Calls visit(part, end) for every place of the phrase, until it returns false: `part` is 0 in the
// title, 1 in the body, 2 in the author; `end` is the token behind the phrase, counted from the
// begin of the part. marks[word] has bit k where the word may be the k-th of `count` words (1 to
// WordMarks::kMaxBits). Bit-parallel: R. Baeza-Yates, G. Gonnet: A new approach to text searching
// (1992).
template <typename Visit>
void scan_phrase(schema::WordStream stream, const WordMarks& marks, std::size_t count,
                 Visit visit) {
  const WordMarks::Bits last = WordMarks::Bits{1} << (count - 1);
  WordMarks::Bits state = 0;
  std::size_t part = 0;
  std::size_t at = 0;
  while (stream.next()) {
    if (stream.is_border()) {
      ++part;
      at = 0;
      state = 0;
      continue;
    }
    state = (state << 1U | 1U) & marks[stream.word()];
    ++at;
    if ((state & last) != 0 && !visit(part, at)) return;
  }
}

}  // namespace fihris::search
