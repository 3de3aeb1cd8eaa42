// A few words of an article: where most of its words do not matter to a reader, those are passed
// over without a branch for each, which would be a guess.
//
//   WordCodeSet codes;
//   codes.add(word);
//   for (SelectedWords s(segment.stream(doc), codes); s.next();) {
//     if (!s.is_border()) use(s.word(), s.position());
//   }
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "indexer/schema/word_stream.h"

namespace fihris::schema {

// The words at which a reader stops, and others that share a place with one of them; borders
// always. A byte for each code: frequent words have low ones, so that the bytes looked at are few.
class WordCodeSet {
 public:
  WordCodeSet() { places_[0] = places_[kLongCode] = 1; }
  void add(Word word) { places_[place_of(word)] = 1; }
  // Also those that share its place.
  void remove(Word word) { places_[place_of(word)] = 0; }
  bool may_have(Word word) const { return places_[place_of(word)] != 0; }

  // Bit i for whether at[i] is a code to stop at; for up to kBlock codes.
  static constexpr std::size_t kBlock = 64;
  std::uint64_t stops(const WordCode* at, std::size_t count) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < count; ++i) bits |= std::uint64_t{places_[at[i]]} << i;
    return bits;
  }

 private:
  static constexpr std::size_t kCodes = std::size_t{kLongCode} + 1;
  // Its code, or behind all codes for a word that shares kLongCode.
  static std::size_t place_of(Word word) {
    return word + 1 < kLongCode ? word + 1 : kCodes + word % kCodes;
  }

  std::array<std::uint8_t, 2 * kCodes> places_{};
};

// Gives the words of a set, those that share a place with one of them, and all borders. The set
// must outlive it.
class SelectedWords {
 public:
  SelectedWords(const WordStream& stream, const WordCodeSet& codes)
      : codes_(codes),
        unread_(stream.at_),
        next_(stream.at_),
        origin_(stream.at_),
        end_(stream.end_) {}
  // False at the end.
  bool next() {
    while (true) {
      while (bits_ == 0) {
        if (unread_ >= end_) return false;
        read_block();
      }
      const WordCode* const at = block_ + std::countr_zero(bits_);
      bits_ &= bits_ - 1;
      if (at < next_) continue;  // the halves behind a long code
      next_ = at + 1;
      position_ = static_cast<std::uint32_t>(at - origin_);
      value_ = *at;
      if (value_ != kLongCode) return true;
      value_ = at[1] | std::uint32_t{at[2]} << 16U;
      next_ += 2;
      origin_ += 2;
      if (codes_.may_have(word())) return true;
    }
  }
  // To the next border, which next() then gives, or to the end.
  void skip_part() {
    for (; next_ < end_ && *next_ != 0; ++next_) {
      if (*next_ != kLongCode) continue;
      next_ += 2;
      origin_ += 2;
    }
    unread_ = next_;
    bits_ = 0;
  }
  bool is_border() const { return value_ == 0; }
  Word word() const { return value_ - 1; }              // unless is_border()
  std::uint32_t position() const { return position_; }  // words and borders before it

 private:
  void read_block() {
    const auto count = std::min(WordCodeSet::kBlock, static_cast<std::size_t>(end_ - unread_));
    block_ = unread_;
    bits_ = codes_.stops(block_, count);
    unread_ += count;
  }

  const WordCodeSet& codes_;
  const WordCode* unread_;
  const WordCode* next_;    // behind the last word given
  const WordCode* origin_;  // where the article would begin if no code were long
  const WordCode* end_;
  const WordCode* block_ = nullptr;
  std::uint64_t bits_ = 0;  // of the block: what is still to be given
  std::uint32_t value_ = 0;
  std::uint32_t position_ = 0;
};

}  // namespace fihris::schema
