// The written words of a segment as a trie: sorted words that begin alike are neighbours, so a node
// is a range of them, and the index says where large ranges part (schema/word_branches.h).
//
//   const WordTrie trie(segment);
//   WordTrie::Node node = trie.child(trie.root(), "كت");       // كتاب, كتب, ...
//   std::vector<WordTrie::Child> children;
//   trie.children(node, children);                            // كتا, كتب, كتي, ...
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

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
  };
  // For every letter that words of the node go on with, in the order of the words.
  void children(Node node, std::vector<Child>& out) const;

 private:
  std::string_view text(std::uint32_t at) const { return segment_.words[word(at)]; }
  // Calls visit(child) for each, as long as it gives true.
  template <typename Visit>
  void visit_numbered(Node node, Visit visit) const;
  template <typename Visit>
  void visit_few(Node node, Visit visit) const;

  const schema::Segment& segment_;
};

}  // namespace fihris::search
