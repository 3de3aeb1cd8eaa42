// The words of an article, in order: 16-bit codes, so that reading them needs no guess at lengths.
// Little endian. Words are numbered by frequency; the few beyond kLongCode have a code that two
// halves follow.
//
//   for (WordStream s = segment.stream(doc); s.next();) {
//     if (!s.is_border()) use(s.word());
//   }
#pragma once

#include <cstdint>
#include <string>

namespace fihris::schema {

using Word = std::uint32_t;  // number of a written form
using WordCode = std::uint16_t;
inline constexpr WordCode kLongCode = 0xFFFF;

// `value` is word + 1, or 0 between title, body and author.
inline void append_word(std::string& out, std::uint32_t value) {
  const auto append = [&](std::uint32_t code) {
    out += static_cast<char>(code);
    out += static_cast<char>(code >> 8U);
  };
  if (value >= kLongCode) append(kLongCode);
  append(value);
  if (value >= kLongCode) append(value >> 16U);
}

class SelectedWords;  // selected_words.h

class WordStream {
 public:
  WordStream(const WordCode* at, const WordCode* end) : at_(at), end_(end) {}
  // False at the end.
  bool next() {
    if (at_ >= end_) return false;
    value_ = *at_++;
    if (value_ == kLongCode) [[unlikely]] {
      value_ = at_[0] | std::uint32_t{at_[1]} << 16U;
      at_ += 2;
    }
    return true;
  }
  // To the next border, which next() then gives, or to the end.
  void skip_part() {
    while (at_ < end_ && *at_ != 0) at_ += *at_ == kLongCode ? 3 : 1;
  }
  bool is_border() const { return value_ == 0; }  // between title, body and author
  Word word() const { return value_ - 1; }        // unless is_border()

 private:
  friend class SelectedWords;
  const WordCode* at_;
  const WordCode* end_;
  std::uint32_t value_ = 0;
};

}  // namespace fihris::schema
