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

// Doubles its steps: most runs are short.
std::uint32_t WordTrie::end_of_run(std::uint32_t at, std::uint32_t end, std::uint32_t depth,
                                   std::string_view letters) const {
  const auto same = [&](std::uint32_t i) {
    const std::string_view word = text(i);
    if (word.size() < depth + letters.size()) return false;
    // One letter, so a call of memcmp costs more than it does.
    for (std::size_t k = 0; k < letters.size(); ++k) {
      if (word[depth + k] != letters[k]) return false;
    }
    return true;
  };
  std::uint32_t step = 1;
  while (step < end - at && same(at + step)) {
    at += step;
    step *= 2;
  }
  return first_without(at + 1, std::min(end, at + step + 1), same);
}

}  // namespace fihris::search
