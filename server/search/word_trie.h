// The written words of a segment as a trie: sorted words that begin alike are neighbours, so a node
// is a range of them, and the index says where large ranges part (schema/word_branches.h).
//
//   const WordTrie trie(segment);
//   WordTrie::Node node = trie.child(trie.root(), "كت");       // كتاب, كتب, ...
//   trie.visit_children(node, [](WordTrie::Child child) { ...; return true; });  // كتا, كتب, ...
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "indexer/analysis/utf8.h"
#include "indexer/schema/segment.h"

namespace fihris::search {

// Thread-safe. The segment must live as long.
class WordTrie {
 public:
  static constexpr std::uint32_t kUnnumbered = UINT32_MAX;
  struct Node {
    std::uint32_t begin = 0;  // in the order of the words
    std::uint32_t end = 0;
    std::uint32_t depth = 0;             // bytes that all of them begin with
    std::uint32_t number = kUnnumbered;  // in Segment::word_nodes(); of few words, it has none
    bool empty() const { return begin == end; }
    bool operator==(const Node&) const = default;
  };

  explicit WordTrie(const schema::Segment& segment) : segment_(segment) {}

  Node root() const { return {0, static_cast<std::uint32_t>(segment_.word_order().size()), 0, 0}; }
  // The words of a node that go on so, by whole letters; may be empty.
  Node child(Node node, std::string_view letters) const;
  // The word that ends at the node.
  std::optional<schema::Word> word_at(Node node) const;
  schema::Word word(std::uint32_t at) const { return segment_.word_order()[at]; }
  const schema::Segment& segment() const { return segment_; }

  struct Child {
    char32_t letter;
    Node node;
    // What its words have behind the letter, or more.
    schema::LetterSet behind = schema::kAllLetters;
    std::size_t longest = schema::WordBranch::kLongest;
  };
  // Calls visit(child) for every letter of the set that words of the node go on with, in the order
  // of the words, as long as it gives true.
  template <typename Visit>
  void visit_children(Node node, schema::LetterSet letters, Visit visit) const {
    node.number == kUnnumbered ? visit_few(node, letters, visit)
                               : visit_numbered(node, letters, visit);
  }

 private:
  std::string_view text(std::uint32_t at) const { return segment_.words[word(at)]; }
  template <typename Visit>
  void visit_numbered(Node node, schema::LetterSet letters, Visit& visit) const;
  template <typename Visit>
  void visit_few(Node node, schema::LetterSet letters, Visit& visit) const;

  const schema::Segment& segment_;
};

template <typename Visit>
void WordTrie::visit_numbered(Node node, schema::LetterSet letters, Visit& visit) const {
  const schema::WordNode first = segment_.word_nodes()[node.number];
  const std::uint32_t end = segment_.word_nodes()[node.number + 1].first_branch;
  const std::span<const schema::WordBranch> branches =
      segment_.word_branches().subspan(first.first_branch, end - first.first_branch);
  std::uint32_t next = first.first_child;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const auto& [letter, longest, begin, behind] = branches[i];
    const std::uint32_t end_of_it = i + 1 < branches.size() ? branches[i + 1].begin : node.end;
    const bool is_numbered = end_of_it - begin > schema::kFewWords;
    const std::uint32_t number = is_numbered ? next++ : kUnnumbered;
    if ((schema::set_of(letter) & letters) == 0) continue;
    const Node child{begin, end_of_it, node.depth + analysis::utf8_bytes(letter), number};
    if (!visit(Child{letter, child, behind, longest})) return;
  }
}

template <typename Visit>
void WordTrie::visit_few(Node node, schema::LetterSet letters, Visit& visit) const {
  std::uint32_t at = node.begin;
  if (at < node.end && text(at).size() == node.depth) ++at;
  while (at < node.end) {
    const std::string_view first = text(at);
    std::size_t depth = node.depth;
    const char32_t letter = analysis::decode_utf8(first, depth);
    const std::string_view beginning = first.substr(0, depth);
    const std::uint32_t begin = at;
    while (++at < node.end && text(at).starts_with(beginning)) {
    }
    if ((schema::set_of(letter) & letters) == 0) continue;
    const Node child{begin, at, static_cast<std::uint32_t>(depth)};
    if (!visit(Child{letter, child})) return;
  }
}

}  // namespace fihris::search
