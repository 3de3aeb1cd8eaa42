#include "server/search/word_trie.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "indexer/analysis/utf8.h"

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

constexpr std::uint32_t kNear = 4096;  // words

constexpr std::uint32_t kWideBlock = 32;
constexpr std::uint32_t kBlock = 8;         // bytes that are compared at once
constexpr std::size_t kMostOfBlock = 0x80;  // that they are compared with

// The highest bit of each of kBlock bytes that is below `least`; the first byte is the lowest.
std::uint64_t bytes_below(const std::uint8_t* bytes, std::uint64_t least) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  std::uint64_t block = 0;
  std::memcpy(&block, bytes, sizeof block);
  return ~((block | kHigh) - kOnes * least) & ~block & kHigh;
}

// Whether one of kWideBlock bytes is below `least`.
bool any_below(const std::uint8_t* bytes, std::size_t least) {
  using Bytes = std::uint8_t __attribute__((vector_size(16)));
  std::array<Bytes, kWideBlock / sizeof(Bytes)> block;
  std::memcpy(&block, bytes, sizeof block);
  const Bytes limit = static_cast<std::uint8_t>(least) - Bytes{};
  const auto below = (block[0] < limit) | (block[1] < limit);
  const auto bits = std::bit_cast<std::array<std::uint64_t, 2>>(below);
  return (bits[0] | bits[1]) != 0;
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

void WordTrie::children(Node node, std::vector<Child>& out) const {
  out.clear();
  std::uint32_t at = node.begin;
  if (at < node.end && text(at).size() == node.depth) ++at;
  while (at < node.end) {
    const std::string_view first = text(at);
    std::size_t depth = node.depth;
    const char32_t letter = analysis::decode_utf8(first, depth);
    const std::uint32_t end =
        end_of_run(at, node.end, node.depth, first.substr(node.depth, depth - node.depth));
    out.push_back({letter, {at, end, static_cast<std::uint32_t>(depth)}});
    at = end;
  }
}

// What words have in common is read from end to end, since the words themselves are far apart in
// memory; of the longest runs, a search is quicker.
std::uint32_t WordTrie::end_of_run(std::uint32_t at, std::uint32_t end, std::uint32_t depth,
                                   std::string_view letters) const {
  const std::span<const std::uint8_t> common = segment_.word_common();
  const std::size_t least = depth + letters.size();
  const std::uint32_t near_end = at + std::min(end - at, least > kMostOfBlock ? 1 : kNear);
  std::uint32_t i = at + 1;
  while (i + kWideBlock <= near_end && !any_below(&common[i], least)) i += kWideBlock;
  for (; i + kBlock <= near_end; i += kBlock) {
    const std::uint64_t less = bytes_below(&common[i], least);
    if (less != 0) return i + static_cast<std::uint32_t>(std::countr_zero(less)) / 8;
  }
  for (; i < near_end; ++i) {
    if (common[i] < least) return i;
  }
  return first_without(
      i, end, [&](std::uint32_t k) { return text(k).substr(depth, letters.size()) == letters; });
}

}  // namespace fihris::search
