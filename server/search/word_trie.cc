#include "server/search/word_trie.h"

namespace fihris::search {

WordTrie::Node WordTrie::child(Node node, std::string_view letters) const {
  for (std::size_t at = 0; at < letters.size() && !node.empty();) {
    const char32_t wanted = analysis::decode_utf8(letters, at);
    Node found{node.end, node.end};
    visit_children(node, schema::set_of(wanted), [&](const Child& child) {
      if (child.letter == wanted) found = child.node;
      return child.letter != wanted;
    });
    node = found;
  }
  return node;
}

std::optional<schema::Word> WordTrie::word_at(Node node) const {
  if (node.empty() || text(node.begin).size() != node.depth) return std::nullopt;
  return word(node.begin);
}

}  // namespace fihris::search
