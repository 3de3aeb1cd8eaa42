#include "indexer/schema/word_branches.h"

#include <algorithm>
#include <cstddef>

#include "indexer/analysis/utf8.h"

namespace fihris::schema {
namespace {

struct Range {
  std::uint32_t begin, end;
  std::size_t depth;  // bytes that all of them begin with
};

// By word: bytes that it has in common with the one before it.
std::vector<std::size_t> common_beginnings(std::span<const std::string_view> words) {
  std::vector<std::size_t> common;
  common.reserve(words.size());
  std::string_view before;
  for (const std::string_view word : words) {
    const auto differ = std::ranges::mismatch(before, word).in1;
    common.push_back(static_cast<std::size_t>(differ - before.begin()));
    before = word;
  }
  return common;
}

// What words have behind a place.
struct Behind {
  LetterSet letters = 0;
  std::size_t longest = 0;  // how many, at most
};

Behind behind(std::string_view word, std::size_t depth) {
  Behind found;
  while (depth < word.size()) {
    found.letters |= set_of(analysis::decode_utf8(word, depth));
    ++found.longest;
  }
  return found;
}

Behind either(const Behind& a, const Behind& b) {
  return {a.letters | b.letters, std::max(a.longest, b.longest)};
}

// `ranges`: of the branches.
void add_what_is_behind(std::span<const std::string_view> words, const std::vector<Range>& ranges,
                        WordBranches& out) {
  std::vector<Behind> of_nodes(out.nodes.size());
  // Nodes are in the order of their depth: those behind a branch are known before it.
  for (std::size_t n = out.nodes.size() - 1; n-- > 0;) {
    std::uint32_t child = out.nodes[n].first_child;
    for (std::size_t b = out.nodes[n].first_branch; b < out.nodes[n + 1].first_branch; ++b) {
      const auto& [begin, end, depth] = ranges[b];
      Behind found;
      if (end - begin > kFewWords) {
        found = of_nodes[child++];
      } else {
        for (std::uint32_t w = begin; w < end; ++w) found = either(found, behind(words[w], depth));
      }
      WordBranch& branch = out.branches[b];
      branch.behind = found.letters;
      branch.longest = std::min(found.longest, WordBranch::kLongest) & 0xFFU;
      of_nodes[n] = either(of_nodes[n], {found.letters | set_of(branch.letter), found.longest + 1});
    }
  }
}

}  // namespace

WordBranches branches_of(std::span<const std::string_view> words) {
  const std::vector<std::size_t> common = common_beginnings(words);
  WordBranches out;
  const auto add_node = [&](std::size_t children) {
    out.nodes.push_back(
        {static_cast<std::uint32_t>(out.branches.size()), static_cast<std::uint32_t>(children)});
  };
  std::vector<Range> ranges;
  // In the order of their numbers: one level after the other.
  std::vector<Range> nodes{{0, static_cast<std::uint32_t>(words.size()), 0}};
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    add_node(nodes.size());
    const Range node = nodes[n];
    std::uint32_t at = node.begin;
    if (at < node.end && words[at].size() == node.depth) ++at;
    while (at < node.end) {
      Range child{at, at + 1, node.depth};
      const char32_t letter = analysis::decode_utf8(words[at], child.depth);
      out.branches.push_back({letter & 0xFFFFFFU, 0, child.begin, 0});
      while (child.end < node.end && common[child.end] >= child.depth) ++child.end;
      ranges.push_back(child);
      if (child.end - child.begin > kFewWords) nodes.push_back(child);
      at = child.end;
    }
  }
  add_node(nodes.size());
  add_what_is_behind(words, ranges, out);
  return out;
}

}  // namespace fihris::schema
