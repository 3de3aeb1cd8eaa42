// The written words of a segment as a trie: sorted words that begin alike are neighbours, so a node
// is a range of them and nothing has to be built.
//
//   const WordTrie trie(segment);
//   WordTrie::Node node = trie.child(trie.root(), "كت");       // كتاب, كتب, ...
//   trie.for_each_child(node, [](char32_t letter, WordTrie::Node child) { ... });
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "indexer/analysis/utf8.h"
#include "indexer/schema/segment.h"

namespace fihris::search {

// Thread-safe. The segment must live as long.
class WordTrie {
 public:
  struct Node {
    std::uint32_t begin = 0;  // in the order of the words
    std::uint32_t end = 0;
    std::uint32_t depth = 0;  // bytes that all of them begin with
    bool empty() const { return begin == end; }
  };

  explicit WordTrie(const schema::Segment& segment) : segment_(segment) {}

  Node root() const { return {0, static_cast<std::uint32_t>(segment_.word_order().size()), 0}; }
  // The words of a node that go on so; may be empty.
  Node child(Node node, std::string_view letters) const;
  // The word that ends at the node.
  std::optional<schema::Word> word_at(Node node) const;
  schema::Word word(std::uint32_t at) const { return segment_.word_order()[at]; }
  const schema::Segment& segment() const { return segment_; }

  // Calls visit(letter, child) for every letter that words of the node go on with.
  template <typename Visit>
  void for_each_child(Node node, Visit visit) const {
    std::uint32_t at = node.begin;
    if (at < node.end && text(at).size() == node.depth) ++at;
    while (at < node.end) {
      const std::string_view first = text(at);
      std::size_t next = node.depth;
      const char32_t letter = analysis::decode_utf8(first, next);
      const auto depth = static_cast<std::uint32_t>(next);
      const std::uint32_t end =
          end_of_run(at, node.end, node.depth, first.substr(node.depth, next - node.depth));
      visit(letter, Node{at, end, depth});
      at = end;
    }
  }

 private:
  std::string_view text(std::uint32_t at) const { return segment_.words[word(at)]; }
  // The first word of [at, end) that has other bytes than `letters` at `depth`; that of `at` has
  // them.
  std::uint32_t end_of_run(std::uint32_t at, std::uint32_t end, std::uint32_t depth,
                           std::string_view letters) const;

  const schema::Segment& segment_;
};

}  // namespace fihris::search
