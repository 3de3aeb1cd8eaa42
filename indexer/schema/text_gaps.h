// A text without its words. The word stream of an article (word_stream.h) has the words of its
// texts as they are written, so only that is stored of a text where it is something else than these
// words with a space between them: other gaps, and words that are written otherwise (harakat,
// capitals). Of nine in ten words of a newspaper nothing is.
//
//   std::string gaps;
//   append_gaps(text, analyzer.analyze(text), analyzer.vocabulary(), gaps);
//   ...
//   TextReader reader(gaps, words, segment.words);  // the words' numbers and spellings
//   std::string same;
//   for (TextPlace place; reader.next(same, place);) use(same, place);
//   reader.finish(same);
//
// Format, for each word that is not as expected, and for what follows the last word:
//   a byte: how many words before it are as expected (high half; kMost: a varint with more
//   follows),
//           and the kind of what follows (low half)
//   gap, word:  strings (a varint, the size, and the bytes), as the kind has them
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "indexer/analysis/analyzer.h"
#include "indexer/schema/sections.h"
#include "indexer/schema/word_stream.h"

namespace fihris::schema {

// Requires the tokens of the text and the vocabulary that they are of.
void append_gaps(std::string_view text, std::span<const analysis::TokenAt> tokens,
                 const analysis::Vocabulary& vocabulary, std::string& out);

// Where a word is: [begin, end) in what has been read. The words of a ligature share one.
struct TextPlace {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool is_expected =
      true;  // stands as it is spelled, behind a space (the first word: behind nothing)
};

// Reads a text word after word. Not thread-safe; what it is given must outlive it.
class TextReader {
 public:
  // `gaps` must have a byte behind its end that is below 0x80.
  TextReader(std::string_view gaps, std::span<const Word> words, const StringList& spellings);

  // Passes over all before a word; what is read then begins with the gap before it.
  void skip_to(std::size_t word);
  // Appends the gap before the next word, and it. False at the end.
  bool next(std::string& out, TextPlace& place) {
    if (at_ == exception_ || at_ == words_.size()) return next_exception(out, place);
    if (at_ + kAhead < words_.size()) {
      spellings_.prefetch(words_[at_ + kAhead / 2]);
      spellings_.prefetch_place(words_[at_ + kAhead]);
    }
    if (at_ != 0) out.push_back(' ');
    place.begin = static_cast<std::uint32_t>(out.size());
    out += spellings_[words_[at_++]];
    place.end = static_cast<std::uint32_t>(out.size());
    place.is_expected = true;
    return true;
  }
  // At the end: appends what follows the last word.
  void finish(std::string& out);
  // Whether all was read and nothing is damaged.
  bool is_whole() const { return at_ == words_.size() && exception_ == kNone; }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  static constexpr std::size_t kAhead = 16;  // words whose spelling is fetched before it is read
  bool next_exception(std::string& out, TextPlace& place);
  void read_exception(std::size_t from);
  bool read_string(std::string_view& string);
  void damaged() { exception_ = kNone - 1; }  // which no word is

  const char* bytes_;
  const char* const end_;
  const std::span<const Word> words_;
  const StringList& spellings_;
  std::size_t at_ = 0;         // the next word
  std::size_t exception_ = 0;  // the next word that is not as expected; words_.size(): the end
  bool has_place_of_last_ = false;
  bool is_spelled_ = true;  // the exception is as in the vocabulary
  std::string_view gap_;    // of the exception
  std::string_view spelling_;
  TextPlace last_;  // of the last exception
};

}  // namespace fihris::schema
