#include "server/query/query_lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/utf8.h"
#include "server/query/query_fields.h"

namespace fihris::query {
namespace {

using std::literals::string_view_literals::operator""sv;

// Opening quotes and the marks that close them. A straight quote closes a curly one and the other
// way round: keyboards and phones mix them.
struct QuotePair {
  std::string_view open;
  std::array<std::string_view, 4> close;
};
constexpr std::array<QuotePair, 4> kQuotes{{{"\"", {"\"", "“", "”", "\""}},
                                            {"“", {"”", "“", "\"", "”"}},
                                            {"”", {"”", "“", "\"", "”"}},
                                            {"«", {"»", "»", "»", "»"}}}};

constexpr double kMaxWeight = 100;
constexpr unsigned kMaxDistance = 1000;
constexpr size_t kMaxSuffix = 24;     // bytes
constexpr size_t kMaxFieldName = 48;  // bytes, with the colon
constexpr size_t kMaxDays = 200;      // bytes in brackets
constexpr size_t kMaxDateWords = 12;  // «من 15 كانون الثاني 2015 إلى 3 كانون الأول 2015»

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool quote_at(std::string_view text) {
  return std::ranges::any_of(std::array{"\""sv, "«"sv, "»"sv, "“"sv, "”"sv},
                             [&](std::string_view quote) { return text.starts_with(quote); });
}

// A number in ASCII or other decimal digits, with an ASCII point; moves `at` behind it.
std::optional<double> take_number(std::string_view text, size_t& at) {
  double value = 0;
  double unit = 0;  // of the next digit behind the point; 0: before it
  bool any = false;
  while (at < text.size()) {
    if (text[at] == '.' && unit == 0) {
      unit = 0.1;
      ++at;
      continue;
    }
    size_t next = at;
    const analysis::CharInfo info = analysis::char_info(analysis::decode_utf8(text, next));
    if (info.cls != analysis::CharClass::digit) break;
    const double digit = info.shape - '0';
    value = unit == 0 ? value * 10 + digit : value + digit * unit;
    unit /= 10;
    any = true;
    at = next;
  }
  return any ? std::optional(value) : std::nullopt;
}

// Where the run of letters at the front ends: at a space, a bracket, a bar or a quotation mark, so
// that لـ«حماس» is two pieces.
size_t word_end(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && !is_space(text[end]) &&
         "()|"sv.find(text[end]) == std::string_view::npos && !quote_at(text.substr(end))) {
    ++end;
  }
  return end;
}

// The suffixes at the front of `text`, and how many bytes they take.
std::pair<Suffix, size_t> read_suffix(std::string_view text) {
  Suffix suffix;
  size_t at = 0;
  while (at < text.size()) {
    size_t behind = at + 1;
    if (text[at] == '~') {
      suffix.near = true;
      const auto number = take_number(text, behind);
      suffix.distance = static_cast<unsigned>(std::min<double>(number.value_or(0), kMaxDistance));
    } else if (text[at] == '^') {
      const auto number = take_number(text, behind);
      if (!number) break;
      suffix.weight = std::min(*number, kMaxWeight);
    } else {
      break;
    }
    at = behind;
  }
  return {suffix, at};
}

Token token_of(TokenKind kind, std::string_view text) {
  Token token;
  token.kind = kind;
  token.text = text;
  return token;
}

}  // namespace

Token Lexer::next() {
  skip_space();
  if (rest_.empty()) return {};
  const bool directly = rest_.size() > 1 && !is_space(rest_[1]);
  switch (rest_.front()) {
    case '(':
      return take(TokenKind::open, 1);
    case ')': {
      Token token = take(TokenKind::close, 1);
      const auto [suffix, size] = read_suffix(rest_.substr(0, kMaxSuffix));
      token.suffix = suffix;
      rest_.remove_prefix(size);
      return token;
    }
    case '|':
      return take(TokenKind::any, 1);
    case '+':
      return take(TokenKind::required, 1);
    case '-':
      if (directly) return take(TokenKind::exclude, 1);
      break;
    case '=':
      if (directly) return take(TokenKind::exact, 1);
      break;
    default:
      break;
  }
  if (const auto quoted = take_quoted()) return *quoted;
  if (const auto field = take_field()) return *field;
  return take_word();
}

Token Lexer::take(TokenKind kind, size_t size) {
  Token token = token_of(kind, rest_.substr(0, size));
  rest_.remove_prefix(size);
  return token;
}

// A closing guillemet that closes nothing is no more than a space.
void Lexer::skip_space() {
  static constexpr std::string_view kClosing = "»";
  while (!rest_.empty()) {
    if (is_space(rest_.front())) {
      rest_.remove_prefix(1);
    } else if (rest_.starts_with(kClosing)) {
      rest_.remove_prefix(kClosing.size());
    } else {
      return;
    }
  }
}

std::optional<Token> Lexer::take_quoted() {
  for (const QuotePair& pair : kQuotes) {
    if (!rest_.starts_with(pair.open)) continue;
    rest_.remove_prefix(pair.open.size());
    // Stops at the first closing mark, so that many opening ones cost no more than one.
    const auto closed_at = [&](size_t i) {
      for (const std::string_view close : pair.close) {
        if (rest_.substr(i).starts_with(close)) return close.size();
      }
      return size_t{0};
    };
    size_t end = 0;
    size_t close_size = 0;
    while (end < rest_.size() && (close_size = closed_at(end)) == 0) ++end;
    Token token = take(TokenKind::quoted, end);
    rest_.remove_prefix(close_size);
    const auto [suffix, size] = read_suffix(rest_.substr(0, kMaxSuffix));
    token.suffix = suffix;
    rest_.remove_prefix(size);
    return token;
  }
  return std::nullopt;
}

// A field binds only what stands directly behind its colon: «تاريخ: مصر» is prose.
std::optional<Token> Lexer::take_field() {
  const std::string_view name = rest_.substr(0, kMaxFieldName);
  const size_t colon = name.substr(0, word_end(name)).find(':');
  if (colon == std::string_view::npos || colon + 1 >= rest_.size()) return std::nullopt;
  const char behind = rest_[colon + 1];
  if (is_space(behind) || behind == ')' || behind == '|') return std::nullopt;
  const std::optional<Field> field = find_field(name.substr(0, colon));
  if (!field) return std::nullopt;
  const std::string_view begin = rest_;
  Token token = take(TokenKind::field, colon + 1);
  token.field = *field;
  if (field != Field::date) return token;
  if (const auto days = take_days()) {
    token.kind = TokenKind::date;
    token.days = *days;
    token.text = begin.substr(0, begin.size() - rest_.size());
    return token;
  }
  if (rest_.front() == '(') return token;
  rest_ = begin;  // «تاريخ:مصر» is no date: two words
  return std::nullopt;
}

// The longest run of words at the front that are days, or the days in brackets or quotes.
std::optional<analysis::DayRange> Lexer::take_days() {
  static constexpr std::array<std::pair<char, char>, 2> kBrackets{{{'(', ')'}, {'[', ']'}}};
  const std::string_view begin = rest_;
  if (const auto quoted = take_quoted()) {
    if (const auto days = analysis::parse_date_range(quoted->text)) return days;
    rest_ = begin;
    return std::nullopt;
  }
  for (const auto& [open, close] : kBrackets) {
    if (rest_.front() != open) continue;
    const size_t end = rest_.substr(0, kMaxDays).find(close);
    if (end == std::string_view::npos) return std::nullopt;
    const auto days = analysis::parse_date_range(rest_.substr(1, end - 1));
    if (days) rest_.remove_prefix(end + 1);
    return days;
  }
  std::optional<analysis::DayRange> longest;
  size_t taken = 0;
  size_t end = 0;
  for (size_t words = 0; words < kMaxDateWords && end < rest_.size(); ++words) {
    while (end < rest_.size() && is_space(rest_[end])) ++end;
    const size_t size = word_end(rest_.substr(end));
    if (size == 0) break;
    end += size;
    if (const auto days = analysis::parse_date_range(rest_.substr(0, end))) {
      longest = days;
      taken = end;
    }
  }
  rest_.remove_prefix(taken);
  return longest;
}

Token Lexer::take_word() {
  Token token = take(TokenKind::word, word_end(rest_));
  static constexpr std::array<std::pair<std::string_view, TokenKind>, 3> kOperators{
      {{"AND", TokenKind::all}, {"OR", TokenKind::any}, {"NOT", TokenKind::exclude}}};
  for (const auto& [name, kind] : kOperators) {
    if (token.text == name) return token_of(kind, token.text);
  }
  const size_t near_end = token.text.size() - std::min(token.text.size(), kMaxSuffix);
  for (size_t at = std::max<size_t>(near_end, 1); at < token.text.size(); ++at) {
    const auto [suffix, size] = read_suffix(token.text.substr(at));
    if (size == 0 || at + size != token.text.size()) continue;
    token.suffix = suffix;
    token.text.remove_suffix(size);
    break;
  }
  return token;
}

}  // namespace fihris::query
