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

LetterSet letters_behind(std::string_view word, std::size_t depth) {
  LetterSet letters = 0;
  while (depth < word.size()) letters |= set_of(analysis::decode_utf8(word, depth));
  return letters;
}

// `ranges`: of the branches.
void add_letters_behind(std::span<const std::string_view> words, const std::vector<Range>& ranges,
                        WordBranches& out) {
  std::vector<LetterSet> of_nodes(out.nodes.size(), 0);
  // Nodes are in the order of their depth: those behind a branch are known before it.
  for (std::size_t n = out.nodes.size() - 1; n-- > 0;) {
    std::uint32_t child = out.nodes[n].first_child;
    for (std::size_t b = out.nodes[n].first_branch; b < out.nodes[n + 1].first_branch; ++b) {
      const auto& [begin, end, depth] = ranges[b];
      LetterSet& behind = out.branches[b].behind;
      if (end - begin > kFewWords) {
        behind = of_nodes[child++];
      } else {
        for (std::uint32_t w = begin; w < end; ++w) behind |= letters_behind(words[w], depth);
      }
      of_nodes[n] |= behind | set_of(out.branches[b].letter);
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
      out.branches.push_back({analysis::decode_utf8(words[at], child.depth), child.begin, 0});
      while (child.end < node.end && common[child.end] >= child.depth) ++child.end;
      ranges.push_back(child);
      if (child.end - child.begin > kFewWords) nodes.push_back(child);
      at = child.end;
    }
  }
  add_node(nodes.size());
  add_letters_behind(words, ranges, out);
  return out;
}

}  // namespace fihris::schema
