#include "server/query/nodes.h"

#include "server/query/word_memo.h"

namespace fihris::query {
namespace {

// What a match by another reading counts beside the word itself. Judged, to be tuned on the quality
// sets.
constexpr double kOtherReading = 0.8;

}  // namespace

Node word_node(analysis::CharClass kind, std::string_view written) {
  Node node{.kind = NodeKind::word};
  node.text = written;
  const auto word = analyze_query_word(kind, written);
  node.stop = word->stop;
  for (const analysis::Stem& stem : word->stems) {
    node.terms.push_back({stem.term, node.terms.empty() ? 1 : kOtherReading});
  }
  return node;
}

Node group(NodeKind kind, std::vector<Node> children) {
  if (children.size() == 1) return std::move(children.front());
  Node node{.kind = kind};
  node.children = std::move(children);
  return node;
}

void set_field(Node& node, Field field) {
  if (node.kind != NodeKind::all && node.kind != NodeKind::any) {
    node.field = field;
    return;
  }
  for (Node& child : node.children) set_field(child, field);
}

}  // namespace fihris::query
