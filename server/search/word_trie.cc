#include "server/search/word_trie.h"

#include <algorithm>

namespace fihris::search {
namespace {

// The first of [low, high) for which `holds` is false; it is true up to there.
template <typename Holds>
std::uint32_t first_without(std::uint32_t low, std::uint32_t high, Holds holds) {
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (holds(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

WordTrie::Node WordTrie::child(Node node, std::string_view letters) const {
  const auto at = [&](std::uint32_t i) { return text(i).substr(node.depth, letters.size()); };
  const std::uint32_t begin =
      first_without(node.begin, node.end, [&](std::uint32_t i) { return at(i) < letters; });
  const std::uint32_t end =
      first_without(begin, node.end, [&](std::uint32_t i) { return at(i) == letters; });
  return {begin, end, node.depth + static_cast<std::uint32_t>(letters.size())};
}

std::optional<schema::Word> WordTrie::word_at(Node node) const {
  if (node.empty() || text(node.begin).size() != node.depth) return std::nullopt;
  return word(node.begin);
}

// Most runs are short: their end is near. The words themselves are far apart in memory.
std::uint32_t WordTrie::end_of_run(std::uint32_t at, std::uint32_t end, std::uint32_t depth,
                                   std::string_view letters) const {
  constexpr std::uint32_t kNear = 64;
  constexpr std::size_t kMostCommon = 255;
  const std::span<const std::uint8_t> common = segment_.word_common();
  const std::size_t least = depth + letters.size();
  const std::uint32_t near_end = at + std::min(end - at, least > kMostCommon ? 1 : kNear);
  for (std::uint32_t i = at + 1; i < near_end; ++i) {
    if (common[i] < least) return i;
  }
  return first_without(near_end, end, [&](std::uint32_t i) {
    return text(i).substr(depth, letters.size()) == letters;
  });
}

}  // namespace fihris::search
