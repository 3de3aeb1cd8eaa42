#include "indexer/schema/text_gaps.h"

#include <algorithm>
#include <array>

#include "indexer/schema/varint.h"

namespace fihris::schema {
namespace {

using std::literals::string_view_literals::operator""sv;

// What a word is that is not as expected. Above: a gap of kCommonGaps and the word as spelled.
enum Kind : std::uint8_t {
  kGap,         // a gap of its own
  kWord,        // the gap as expected, a spelling of its own
  kGapAndWord,  // both
  kSamePlace,   // no text of its own: it is part of the ligature before it
  kFirstCommonGap,
};
constexpr std::array kCommonGaps{""sv,   "، "sv, ". "sv, "."sv,  ".\n"sv, ".\n\n"sv,
                                 " ("sv, ") "sv, " «"sv, "» "sv, " \""sv, "\" "sv};
constexpr unsigned kKindBits = 4;
constexpr std::uint32_t kMost = 15;
static_assert(kFirstCommonGap + kCommonGaps.size() == 1U << kKindBits);

constexpr std::string_view expected_gap(std::size_t word) { return word == 0 ? ""sv : " "sv; }

void append_string(std::string& out, std::string_view string) {
  append_varint(out, static_cast<std::uint32_t>(string.size()));
  out += string;
}

void append_head(std::string& out, std::size_t before, std::size_t kind) {
  const auto count = static_cast<std::uint32_t>(before);
  out += static_cast<char>(std::min(count, kMost) << kKindBits | kind);
  if (count >= kMost) append_varint(out, count - kMost);
}

void append_gap(std::string& out, std::size_t before, std::string_view gap) {
  const auto* const common = std::ranges::find(kCommonGaps, gap);
  if (common == kCommonGaps.end()) {
    append_head(out, before, kGap);
    append_string(out, gap);
  } else {
    append_head(out, before,
                kFirstCommonGap + static_cast<std::size_t>(common - kCommonGaps.begin()));
  }
}

}  // namespace

void append_gaps(std::string_view text, std::span<const analysis::TokenAt> tokens,
                 const analysis::Vocabulary& vocabulary, std::string& out) {
  std::size_t before = 0;
  std::size_t last_end = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& [begin, end, word] = tokens[i];
    if (begin < last_end) {
      append_head(out, before, kSamePlace);
      before = 0;
      continue;
    }
    const std::string_view gap = text.substr(last_end, begin - last_end);
    const std::string_view spelling = text.substr(begin, end - begin);
    const bool has_gap = gap != expected_gap(i);
    const bool has_spelling = spelling != vocabulary.word(word).written;
    last_end = end;
    if (!has_gap && !has_spelling) {
      ++before;
      continue;
    }
    if (!has_spelling) {
      append_gap(out, before, gap);
    } else {
      append_head(out, before, has_gap ? kGapAndWord : kWord);
      if (has_gap) append_string(out, gap);
      append_string(out, spelling);
    }
    before = 0;
  }
  if (last_end < text.size()) append_gap(out, before, text.substr(last_end));
}

TextReader::TextReader(std::string_view gaps, std::span<const Word> words,
                       const StringList& spellings)
    : bytes_(gaps.data()), end_(gaps.data() + gaps.size()), words_(words), spellings_(spellings) {
  read_exception(0);
}

bool TextReader::read_string(std::string_view& string) {
  if (bytes_ >= end_) return false;
  const std::uint32_t size = read_varint(bytes_);
  if (bytes_ > end_ || size > static_cast<std::size_t>(end_ - bytes_)) return false;
  string = {bytes_, size};
  bytes_ += size;
  return true;
}

// The next word that is not as expected, of those from `from` on.
void TextReader::read_exception(std::size_t from) {
  exception_ = kNone;
  if (bytes_ >= end_) return;
  const auto head = static_cast<unsigned char>(*bytes_++);
  std::uint32_t before = head >> kKindBits;
  if (before == kMost && bytes_ < end_) before += read_varint(bytes_);
  exception_ = from + before;
  if (bytes_ > end_ || exception_ > words_.size()) return damaged();
  const unsigned kind = head & ((1U << kKindBits) - 1);
  has_place_of_last_ = kind == kSamePlace;
  is_spelled_ = kind != kWord && kind != kGapAndWord;
  gap_ =
      kind >= kFirstCommonGap ? kCommonGaps.at(kind - kFirstCommonGap) : expected_gap(exception_);
  const bool has_gap = kind == kGap || kind == kGapAndWord;
  if ((has_gap && !read_string(gap_)) || (!is_spelled_ && !read_string(spelling_))) damaged();
}

void TextReader::skip_to(std::size_t word) {
  while (exception_ < word) read_exception(exception_ + 1);
  at_ = std::min(word, words_.size());
}

bool TextReader::next_exception(std::string& out, TextPlace& place) {
  if (at_ == words_.size()) return false;
  if (!has_place_of_last_) {
    out += gap_;
    last_.begin = static_cast<std::uint32_t>(out.size());
    out += is_spelled_ ? spellings_[words_[at_]] : spelling_;
    last_.end = static_cast<std::uint32_t>(out.size());
    last_.is_expected = false;
  }
  place = last_;
  read_exception(++at_);
  return true;
}

void TextReader::finish(std::string& out) {
  if (at_ != words_.size() || exception_ != at_) return;
  out += gap_;
  read_exception(at_ + 1);
}

}  // namespace fihris::schema
