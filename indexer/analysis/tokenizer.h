// Text -> words, in order, with byte offsets into the original text.
//
// A word is a run of letters of one script or of digits; marks, tatweel and invisible controls
// inside it are passed over but stay within its offsets. Borders: anything else, a change of
// script, a change between letters and digits, `_`. Detached proclitics (the و of «و قال», the الـ
// of «الـ21») are no words. Joined names are two words, each with its own part of the text (عبدالله
// -> عبد | الله); the words of a ligature such as ﷺ all have the whole of it. Never fails: invalid
// UTF-8 bytes separate words.
//
//   Tokenizer tokenizer("الـBBC في ٢٠٢٤");      // -> bbc | في | 2024
//   for (Token token; tokenizer.next(token);) { ... }
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/characters.h"

namespace fihris::analysis {

// Longer words are cut (their offsets still cover the whole): index terms must stay under 245
// bytes.
inline constexpr size_t kMaxWordBytes = 96;

struct Token {
  std::uint32_t begin = 0;  // byte offsets in the text: [begin, end)
  std::uint32_t end = 0;
  CharClass kind = CharClass::separator;  // arabic, latin, digit or other
  // UTF-8, without marks (but U+0670), tatweel and shapes; Latin in lower case. Valid until next().
  std::string_view written;
};

// Not thread-safe; one for each text. The text must outlive it.
class Tokenizer {
 public:
  // From the byte `begin` on, where a token begins that no other one is joined to.
  explicit Tokenizer(std::string_view text, size_t begin = 0)
      : text_(text), low_(low_chars()), at_(begin) {}

  // The next word, or false at the end.
  bool next(Token& token);

 private:
  struct Char {
    char32_t code;
    CharInfo info;
    size_t next;
  };

  struct Pending {
    std::string written;
    Token token;
  };

  Char char_at(size_t i) const;
  bool read_word(Token& token);
  bool read_plain_word(Token& token);
  void read_letters(Token& token);
  void read_number(Token& token);
  void take_mark(char32_t mark);
  size_t count_digits(size_t i, size_t end) const;
  bool has_dotted_thousands() const;
  bool joins_number(size_t i, size_t& next, bool& decimal) const;
  size_t digits_end(size_t i) const;
  void append(char32_t code, const CharInfo& info);
  void append_letter(char32_t letter);
  void collapse_runs();
  void split_joined_name(Token& token);
  void split_ligature(Token& token);

  std::string_view text_;
  const std::array<CharInfo, kLowEnd>& low_;
  size_t at_;
  size_t number_begin_ = 0;
  std::string written_;
  char32_t last_ = 0;  // last two letters, to see runs such as مبروووك
  char32_t before_last_ = 0;
  std::vector<Pending> pending_;  // to be given before reading on, the next one last
  bool has_run_ = false;
  bool ends_in_tatweel_ = false;
};

}  // namespace fihris::analysis
