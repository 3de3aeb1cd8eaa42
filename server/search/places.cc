#include "server/search/places.h"

namespace fihris::search {
namespace {

int part_of(query::Field field) {
  switch (field) {
    case query::Field::title:
      return 0;
    case query::Field::body:
      return 1;
    case query::Field::author:
      return 2;
    default:
      return -1;
  }
}

}  // namespace

Places::Places(const schema::Segment& segment, const query::Node& leaf)
    : marks_(segment), distance_(0), part_(part_of(leaf.field)) {
  if (leaf.kind != query::NodeKind::phrase) {
    marks_.add(words_matching(segment, leaf), 0);
    return;
  }
  count_ = static_cast<unsigned>(std::min<std::size_t>(leaf.children.size(), WordMarks::kMaxBits));
  distance_ = leaf.distance;
  for (unsigned k = 0; k < count_; ++k) marks_.add(words_matching(segment, leaf.children[k]), k);
}

bool Places::any_in(schema::WordStream stream) const {
  if (distance_ == 0 && part_ == kAnyPart) return any_side_by_side(stream);
  bool found = false;
  scan(stream, [&](std::size_t, std::span<const std::uint32_t>) {
    found = true;
    return false;
  });
  return found;
}

// The same as scan(), without places.
bool Places::any_side_by_side(schema::WordStream stream) const {
  const WordMarks::Bits last = WordMarks::Bits{1} << (count_ - 1);
  WordMarks::Bits state = 0;
  std::uint32_t next_to = 0;
  for (schema::SelectedWords words(stream, marks_.codes()); words.next();) {
    const WordMarks::Bits here = words.is_border() ? 0 : marks_[words.word()];
    if (words.position() != next_to) state = 0;
    next_to = words.position() + 1;
    state = (state << 1U | 1U) & here;
    if ((state & last) != 0) return true;
  }
  return false;
}

}  // namespace fihris::search
