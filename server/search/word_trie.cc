#include "server/search/word_trie.h"

#include "indexer/analysis/utf8.h"

namespace fihris::search {
namespace {

std::uint32_t letter_bytes(char32_t letter) {
  if (letter < 0x80) return 1;
  if (letter < 0x800) return 2;
  return letter < 0x10000 ? 3 : 4;
}

}  // namespace

WordTrie::Node WordTrie::child(Node node, std::string_view letters) const {
  for (std::size_t at = 0; at < letters.size() && !node.empty();) {
    const char32_t wanted = analysis::decode_utf8(letters, at);
    Node found{node.end, node.end};
    const auto look = [&](const Child& child) {
      if (child.letter == wanted) found = child.node;
      return child.letter != wanted;
    };
    node.number == kUnnumbered ? visit_few(node, look) : visit_numbered(node, look);
    node = found;
  }
  return node;
}

std::optional<schema::Word> WordTrie::word_at(Node node) const {
  if (node.empty() || text(node.begin).size() != node.depth) return std::nullopt;
  return word(node.begin);
}

void WordTrie::children(Node node, std::vector<Child>& out) const {
  out.clear();
  const auto add = [&](const Child& child) {
    out.push_back(child);
    return true;
  };
  node.number == kUnnumbered ? visit_few(node, add) : visit_numbered(node, add);
}

template <typename Visit>
void WordTrie::visit_numbered(Node node, Visit visit) const {
  const schema::WordNode first = segment_.word_nodes()[node.number];
  const std::uint32_t end = segment_.word_nodes()[node.number + 1].first_branch;
  const std::span<const schema::WordBranch> branches =
      segment_.word_branches().subspan(first.first_branch, end - first.first_branch);
  std::uint32_t next = first.first_child;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const auto [letter, begin] = branches[i];
    const std::uint32_t behind = i + 1 < branches.size() ? branches[i + 1].begin : node.end;
    const bool is_numbered = behind - begin > schema::kFewWords;
    const Node child{begin, behind, node.depth + letter_bytes(letter),
                     is_numbered ? next : kUnnumbered};
    next += is_numbered ? 1 : 0;
    if (!visit(Child{letter, child})) return;
  }
}

template <typename Visit>
void WordTrie::visit_few(Node node, Visit visit) const {
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
    const Node child{begin, at, static_cast<std::uint32_t>(depth)};
    if (!visit(Child{letter, child})) return;
  }
}

}  // namespace fihris::search
