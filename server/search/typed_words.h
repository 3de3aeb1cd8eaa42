// The words of a query as they stand in it, to be looked at or replaced one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/characters.h"
#include "server/search/scoring.h"

namespace fihris::search {

struct TypedWord {
  std::size_t begin = 0;  // bytes in the query: [begin, end)
  std::size_t end = 0;
  std::string written;  // as the analyzer sees it
  analysis::CharClass kind = analysis::CharClass::separator;
  bool stop = false;        // a function word
  bool replaceable = true;  // no number, and no prefix, pattern or exact spelling
};

// Left out: words after - or NOT, operators, names of fields. Thread-safe.
std::vector<TypedWord> typed_words(std::string_view q);

// Of each term that a word stands for, or of its written form where letters bind (`exact`): how
// many articles have it. One number at least.
std::vector<std::uint64_t> articles_of_terms(const Scoring& scoring, const TypedWord& word,
                                             bool exact);

// The query with the bytes [begin, end) replaced.
std::string with_replaced(std::string_view q, std::size_t begin, std::size_t end,
                          std::string_view text);

// Whether a written form is in Arabic letters.
inline bool is_arabic(std::string_view written) {
  return !written.empty() && static_cast<unsigned char>(written.front()) >= 0xD8;
}

// The query without one of its words; spaces that this leaves side by side become one.
std::string without_word(std::string_view q, const TypedWord& word);

}  // namespace fihris::search
