#include "server/search/marked_text.h"

#include <algorithm>

#include "indexer/schema/text_gaps.h"

namespace fihris::search {
namespace {

constexpr std::size_t kUsualBytes = 14;  // of a token and the gap before it

bool ends_sentence(std::string_view gap) {
  for (const std::string_view mark : {".", "!", "؟", "?", "\n", "۔"}) {
    if (gap.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

TokenWindow::TokenWindow(const MarkedText& text, std::size_t begin, std::size_t end)
    : first_(std::min(begin, text.words.size())) {
  const std::size_t count = std::min(end, text.words.size()) - std::min(end, first_);
  places_.reserve(count);
  text_.reserve(count * kUsualBytes);
  schema::TextReader reader(text.gaps, text.words, *text.spellings);
  reader.skip_to(first_);
  for (schema::TextPlace place; this->end() < end && reader.next(text_, place);) {
    places_.push_back({place.begin, place.end, false});
    const std::size_t i = this->end() - 1;
    places_.back().starts_sentence = i == 0 || (!place.is_expected && ends_sentence(gap(i)));
  }
  if (this->end() == text.words.size()) reader.finish(text_);
}

std::string_view TokenWindow::gap(std::size_t i) const {
  const std::size_t last_end = i == first_ ? 0 : (*this)[i - 1].end;
  return text(last_end, std::max<std::size_t>(last_end, (*this)[i].begin));
}

}  // namespace fihris::search
