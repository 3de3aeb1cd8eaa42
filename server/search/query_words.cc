#include "server/search/query_words.h"

#include <algorithm>

#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

void find_words(const Node& node, std::vector<const Node*>& words) {
  if (node.kind == NodeKind::exclude || node.field == query::Field::source) return;
  if (node.kind == NodeKind::word || node.kind == NodeKind::wildcard ||
      node.kind == NodeKind::fuzzy) {
    words.push_back(&node);
  }
  for (const Node& child : node.children) find_words(child, words);
}

void collect(const Node& node, const Scoring& scoring, std::vector<QueryWord>& words);

// The words of another spelling stand for those of the first one, in their order.
void collect_variants(const Node& any, const Scoring& scoring, std::vector<QueryWord>& words) {
  const std::size_t first = words.size();
  collect(any.children.front(), scoring, words);
  if (words.size() == first) return;
  for (auto variant = any.children.begin() + 1; variant != any.children.end(); ++variant) {
    std::vector<const Node*> others;
    find_words(*variant, others);
    for (std::size_t k = 0; k < others.size(); ++k) {
      words[std::min(first + k, words.size() - 1)].nodes.push_back(others[k]);
    }
  }
}

void collect(const Node& node, const Scoring& scoring, std::vector<QueryWord>& words) {
  if (node.kind == NodeKind::exclude || node.field == query::Field::source) return;
  if (node.kind == NodeKind::any && node.variants && !node.children.empty()) {
    return collect_variants(node, scoring, words);
  }
  const bool is_word = node.kind == NodeKind::word || node.kind == NodeKind::wildcard ||
                       node.kind == NodeKind::fuzzy;
  if (is_word && words.size() < kMaxQueryWords) {
    const double idf =
        node.terms.empty() ? 0 : scoring.idf(scoring.term_articles(node.terms.front().term));
    words.push_back({{&node}, idf});
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
