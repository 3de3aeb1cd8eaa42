#include "server/search/query_words.h"

#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

void collect(const Node& node, const Scoring& scoring, std::vector<QueryWord>& words) {
  if (node.kind == NodeKind::exclude || node.field == query::Field::source) return;
  const bool is_word = node.kind == NodeKind::word || node.kind == NodeKind::wildcard ||
                       node.kind == NodeKind::fuzzy;
  if (is_word && words.size() < kMaxQueryWords) {
    const double idf =
        node.terms.empty() ? 0 : scoring.idf(scoring.term_articles(node.terms.front().term));
    words.push_back({&node, idf});
  }
  for (const Node& child : node.children) collect(child, scoring, words);
}

}  // namespace

QueryWords::QueryWords(const schema::Snapshot& snapshot, const Scoring& scoring, const Node& root,
                       std::vector<std::string> typed)
    : snapshot_(snapshot), typed_(std::move(typed)), forms_(snapshot.segments.size()) {
  collect(root, scoring, wanted_);
}

const std::vector<schema::Word>& QueryWords::forms(std::uint32_t segment, const Node& node) {
  const auto [at, is_new] = forms_[segment].try_emplace(&node);
  if (is_new) at->second = words_matching(*snapshot_.segments[segment], node);
  return at->second;
}

}  // namespace fihris::search
