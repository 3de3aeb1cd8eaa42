// A query string -> pieces: words, quotations, brackets, operators, fields, dates. Never fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "indexer/analysis/date_range.h"
#include "server/query/query.h"

namespace fihris::query {

enum class TokenKind : std::uint8_t {
  end,
  word,
  quoted,
  open,
  close,
  any,       // OR |
  all,       // AND
  required,  // +
  exclude,   // - NOT
  exact,     // =, directly before what it is for
  field,     // title:, directly before what it is for
  date,      // a field with its days: date:2015
};

// What may stand directly behind a word, a quotation or a closing bracket: ~ ~5 ^2.
struct Suffix {
  bool near = false;  // ~
  unsigned distance = 0;
  double weight = 1;
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  // word, quoted: what is in it; date: the field's name and the days
  Suffix suffix;
  Field field = Field::text;
  analysis::DayRange days;
};

// The text must outlive it. Linear in the text.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}
  Token next();

 private:
  Token take(TokenKind kind, size_t size);
  void skip_space();
  std::optional<Token> take_quoted();
  std::optional<Token> take_field();
  std::optional<analysis::DayRange> take_days();
  Token take_word();

  std::string_view rest_;
};

}  // namespace fihris::query
