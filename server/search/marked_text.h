// A text of an article with the words that a query marks in it, and windows of it: its words from
// one number to another as they are written, with what stands between them.
//
//   TokenWindow window(text, 40, 70);
//   window.text().substr(window[50].begin, window[50].end - window[50].begin)
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/segment.h"
#include "server/search/word_sets.h"

namespace fihris::search {

// A word that is to be marked, and which words of the query it stands for.
struct MarkedWord {
  std::uint32_t at;
  WordMarks::Bits bits;
};

struct MarkedText {
  const schema::StringList* spellings;
  std::string_view gaps;  // schema/text_gaps.h
  std::span<const schema::Word> words{};
  std::vector<MarkedWord> hits{};  // in order
};

// A word in the text of its window: [begin, end).
struct Place {
  std::uint32_t begin;
  std::uint32_t end;
  bool starts_sentence;
};

class TokenWindow {
 public:
  // The tokens [begin, end); less if the text ends before, then with all that follows its last
  // word. Begins with what stands before the first one.
  TokenWindow(const MarkedText& text, std::size_t begin, std::size_t end);

  const std::string& text() const { return text_; }
  std::string_view text(std::size_t begin, std::size_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }
  // By the number of the token in the whole text.
  const Place& operator[](std::size_t i) const { return places_[i - first_]; }
  std::size_t end() const { return first_ + places_.size(); }
  // What stands between a token and the one before it.
  std::string_view gap(std::size_t i) const;

 private:
  std::size_t first_;
  std::string text_;
  std::vector<Place> places_;
};

}  // namespace fihris::search
