#include "indexer/analysis/tokenizer.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/joined_names.h"
#include "indexer/analysis/utf8.h"

namespace fihris::analysis {
namespace {

using std::literals::string_view_literals::operator""sv;

constexpr char32_t kDaggerAlef = 0x670;  // kept: it may stand for a written alef
constexpr char32_t kDecimalSeparator = 0x66B;
constexpr char32_t kThousandsSeparator = 0x66C;
constexpr char32_t kRightQuote = 0x2019;
constexpr size_t kGroupDigits = 3;  // between thousands separators

// What is left of a clitic that a tatweel joins to digits, Latin or a quotation mark; هـ is a Hijri
// year's.
constexpr std::array kDetached{"ال"sv, "وال"sv, "بال"sv, "كال"sv, "فال"sv, "لل"sv, "ولل"sv,
                               "و"sv,  "ف"sv,   "ب"sv,   "ك"sv,   "ل"sv,   "ه"sv};

bool is_word_char(CharClass cls) { return cls >= CharClass::arabic; }

}  // namespace

Tokenizer::Char Tokenizer::char_at(size_t i) const {
  const auto first = static_cast<unsigned char>(text_[i]);
  if (first < 0x80) return {first, low_[first], i + 1};
  size_t next = i;
  const char32_t code = decode_utf8(text_, next);
  return {code, code < kLowEnd ? low_[code] : char_info(code), next};
}

bool Tokenizer::next(Token& token) {
  if (!pending_.empty()) {
    written_ = std::move(pending_.back().written);
    token = pending_.back().token;
    token.written = written_;
    pending_.pop_back();
    return true;
  }
  while (at_ < text_.size()) {
    const Char c = char_at(at_);
    if (!is_word_char(c.info.cls)) {
      at_ = c.next;
      continue;
    }
    token.begin = static_cast<std::uint32_t>(at_);
    token.kind = c.info.cls;
    if (read_word(token)) return true;
  }
  return false;
}

// Nearly all words are Arabic letters in their usual codes with nothing between them: their written
// form is the text itself. Anything else, and what may be more than a word, is left to read_word().
bool Tokenizer::read_plain_word(Token& token) {
  constexpr size_t kLongestPlain = 48;  // bytes; all others are rare
  const size_t end = std::min(text_.size(), at_ + kLongestPlain);
  size_t i = at_;
  char32_t last = 0;
  char32_t before_last = 0;
  while (i + 1 < end) {
    const auto lead = static_cast<unsigned char>(text_[i]);
    const auto trail = static_cast<unsigned char>(text_[i + 1]);
    if (lead < 0xD8 || lead > 0xDB || (trail & 0xC0U) != 0x80) break;
    const char32_t code = (lead & 0x1FU) << 6U | (trail & 0x3FU);
    const CharInfo info = low_[code];
    if (info.cls != CharClass::arabic || info.shape != code) return false;
    if (code == last && code == before_last) return false;
    before_last = last;
    last = code;
    i += 2;
  }
  const bool ends = i == text_.size() || static_cast<unsigned char>(text_[i]) < 0x80;
  if (!ends || i < at_ + 4) return false;
  token.written = text_.substr(at_, i - at_);
  if (joined_name_border(token.written) != 0) return false;
  token.end = static_cast<std::uint32_t>(i);
  at_ = i;
  return true;
}

bool Tokenizer::read_word(Token& token) {
  if (token.kind == CharClass::arabic && read_plain_word(token)) return true;
  written_.clear();
  last_ = before_last_ = 0;
  has_run_ = ends_in_tatweel_ = false;
  if (token.kind == CharClass::digit) {
    read_number(token);
  } else {
    read_letters(token);
    if (has_run_) collapse_runs();
  }
  token.written = written_;
  if (token.kind != CharClass::arabic) return !written_.empty();
  const bool detached =
      ends_in_tatweel_ && std::ranges::find(kDetached, written_) != kDetached.end();
  if (detached || written_.empty() || written_ == "و") return false;
  split_joined_name(token);
  split_ligature(token);
  return true;
}

void Tokenizer::split_joined_name(Token& token) {
  size_t letters = joined_name_border(written_);
  if (letters == 0) return;
  size_t border =
      token.begin;  // in the text: behind the last letter of the first word and its marks
  while (border < token.end) {
    const Char c = char_at(border);
    if (c.info.cls == CharClass::arabic && letters-- == 0) break;
    border = c.next;
  }
  const size_t written_border = 2 * joined_name_border(written_);
  const auto second_begin = static_cast<std::uint32_t>(border);
  pending_.push_back({written_.substr(written_border), {second_begin, token.end, token.kind, {}}});
  written_.resize(written_border);
  token.end = second_begin;
  token.written = written_;
}

void Tokenizer::split_ligature(Token& token) {
  for (size_t space = written_.rfind(' '); space != std::string::npos;
       space = written_.rfind(' ')) {
    if (space + 1 < written_.size()) pending_.push_back({written_.substr(space + 1), token});
    written_.resize(space);
  }
  token.written = written_;
}

void Tokenizer::read_letters(Token& token) {
  while (at_ < text_.size()) {
    const Char c = char_at(at_);
    if (c.info.cls == token.kind) {
      append(c.code, c.info);
      ends_in_tatweel_ = false;
    } else if (c.info.cls == CharClass::mark) {
      take_mark(c.code);
    } else if (c.info.cls == CharClass::tatweel && token.kind == CharClass::arabic) {
      ends_in_tatweel_ = true;
    } else if (c.info.cls == CharClass::ignored) {
      at_ = c.next;
      continue;
    } else if ((c.code == '\'' || c.code == kRightQuote) && token.kind == CharClass::latin &&
               c.next < text_.size() && char_at(c.next).info.cls == CharClass::latin) {
      // McDonald's is one word
    } else {
      return;
    }
    at_ = c.next;
    token.end = static_cast<std::uint32_t>(at_);
  }
}

void Tokenizer::append(char32_t code, const CharInfo& info) {
  if (info.shape != 0) return append_letter(info.shape);
  const std::string letters = expand(code);
  for (size_t i = 0; i < letters.size();) append_letter(decode_utf8(letters, i));
}

void Tokenizer::append_letter(char32_t letter) {
  if (written_.size() >= kMaxWordBytes) return;
  append_utf8(written_, letter);
  has_run_ |= letter == last_ && last_ == before_last_;
  before_last_ = last_;
  last_ = letter;
}

void Tokenizer::take_mark(char32_t mark) {
  if (mark == kDaggerAlef) {
    append_letter(mark);
    return;
  }
  const char32_t composed = compose(last_, mark);
  if (composed == 0 || written_.size() < 2) return;
  written_.resize(written_.size() - 2);
  append_utf8(written_, composed);
  last_ = composed;
  has_run_ = true;  // it may be the third of its kind now, or no longer
}

// مبروووك -> مبروك: three or more of one letter are emphasis, not spelling.
void Tokenizer::collapse_runs() {
  std::u32string letters;
  for (size_t i = 0; i < written_.size();) letters += decode_utf8(written_, i);
  written_.clear();
  for (size_t i = 0; i < letters.size();) {
    size_t end = i;
    while (end < letters.size() && letters[end] == letters[i]) ++end;
    for (size_t k = 0; k < (end - i >= 3 ? 1 : end - i); ++k) append_utf8(written_, letters[i]);
    i = end;
  }
}

void Tokenizer::read_number(Token& token) {
  bool has_point = false;
  number_begin_ = at_;
  while (at_ < text_.size()) {
    const Char c = char_at(at_);
    size_t next = c.next;
    bool decimal = false;
    if (c.info.cls == CharClass::digit) {
      if (written_.size() < kMaxWordBytes) append_utf8(written_, c.info.shape);
    } else if (c.info.cls == CharClass::ignored) {
      at_ = next;
      continue;
    } else if (has_point || !joins_number(at_, next, decimal)) {
      return;
    } else if (decimal) {
      written_ += '.';
      has_point = true;
    }
    at_ = next;
    token.end = static_cast<std::uint32_t>(at_);
  }
}

size_t Tokenizer::digits_end(size_t i) const {
  while (i < text_.size()) {
    const Char c = char_at(i);
    if (c.info.cls != CharClass::digit) break;
    i = c.next;
  }
  return i;
}

size_t Tokenizer::count_digits(size_t i, size_t end) const {
  size_t count = 0;
  for (; i < end; i = char_at(i).next) ++count;
  return count;
}

// Whether the number is written as 2.500.000: two dots or more leave no doubt that it is no
// fraction.
bool Tokenizer::has_dotted_thousands() const {
  size_t end = digits_end(number_begin_);
  if (count_digits(number_begin_, end) > kGroupDigits) return false;
  size_t groups = 0;
  while (end < text_.size() && text_[end] == '.') {
    const size_t begin = end + 1;
    end = digits_end(begin);
    if (end == begin) break;
    if (count_digits(begin, end) != kGroupDigits) return false;
    ++groups;
  }
  return groups >= 2;
}

// Whether the separator at i goes on a number: 12,500, ١٬٠٠٠ and 2.500.000 (dropped), 3.5, ٣٫٥ and
// 3,5 (decimal). A date such as 22.9.2015 is three numbers, and so is 1,2,3.
bool Tokenizer::joins_number(size_t i, size_t& next, bool& decimal) const {
  const Char c = char_at(i);
  next = c.next;
  const size_t end = digits_end(next);
  if (end == next) return false;
  const bool comma = c.code == ',';
  const bool group = count_digits(next, end) == kGroupDigits;
  if ((comma && group) || c.code == kThousandsSeparator) return group;
  if (!comma && c.code != '.' && c.code != kDecimalSeparator) return false;
  if (!comma && has_dotted_thousands()) return true;
  if (comma && count_digits(next, end) > kGroupDigits) return false;
  const char again = comma ? ',' : '.';
  const bool more_follows =
      end < text_.size() && text_[end] == again && digits_end(end + 1) > end + 1;
  const bool more_before = number_begin_ > 0 && text_[number_begin_ - 1] == again;
  decimal = !more_follows && !more_before;
  return decimal;
}

}  // namespace fihris::analysis
