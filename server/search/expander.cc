#include "server/search/expander.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "server/search/wildcards.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

// What a match by a word in which one or two letters differ counts.
constexpr std::array<double, 3> kNearWeights{1, 0.6, 0.3};
constexpr std::size_t kShortestFuzzy = 3;  // letters of a term

// The first `most` of a kind; those behind them stand for nothing.
void find_nodes(Node& node, NodeKind kind, std::size_t most, std::vector<Node*>& out) {
  // The names of sources are no words of the vocabulary.
  if (node.kind == kind && node.field != query::Field::source) {
    node.cut = out.size() == most;
    if (!node.cut) out.push_back(&node);
  }
  for (Node& child : node.children) find_nodes(child, kind, most, out);
}

// The rows of the table of edit distances between one word and others, one letter after the other.
class EditRows {
 public:
  explicit EditRows(std::string_view word) : word_(word), rows_(1) {
    for (unsigned i = 0; i <= word.size(); ++i) rows_[0].push_back(i);
  }

  // The row for the first depth + 1 letters of `other`, from that for the first `depth`. Returns
  // the least distance in it.
  unsigned extend(std::string_view other, std::size_t depth) {
    if (rows_.size() < depth + 2) rows_.resize(depth + 2);
    const std::vector<unsigned>& above = rows_[depth];
    std::vector<unsigned>& row = rows_[depth + 1];
    row.assign(1, static_cast<unsigned>(depth) + 1);
    for (std::size_t i = 1; i <= word_.size(); ++i) {
      const bool same = word_[i - 1] == other[depth];
      unsigned best = std::min({above[i] + 1, row[i - 1] + 1, above[i - 1] + (same ? 0 : 1)});
      if (i > 1 && depth > 0 && word_[i - 1] == other[depth - 1] && word_[i - 2] == other[depth]) {
        best = std::min(best, rows_[depth - 1][i - 2] + 1);
      }
      row.push_back(best);
    }
    return least(depth + 1);
  }

  unsigned least(std::size_t depth) const { return *std::ranges::min_element(rows_[depth]); }
  unsigned distance(std::size_t depth) const { return rows_[depth].back(); }

 private:
  std::string_view word_;
  std::vector<std::vector<unsigned>> rows_;
};

// Calls visit(term, distance) for the terms of a segment within `most` of `wanted`. The terms are
// sorted, so a beginning that is too far is passed over with all that begin so.
template <typename Visit>
void for_near_terms(const schema::Segment& segment, std::string_view wanted, unsigned most,
                    Visit visit) {
  EditRows rows(wanted);
  std::string_view before;  // whose rows stand
  const auto count = static_cast<schema::Term>(segment.terms.size());
  for (schema::Term term = 0; term < count;) {
    const std::string_view text = segment.terms[term];
    auto depth = static_cast<std::size_t>(std::ranges::mismatch(before, text).in1 - before.begin());
    bool far = false;
    while (depth < text.size() && !far) {
      far = rows.extend(text, depth) > most && rows.least(depth) > most;
      ++depth;
    }
    before = text.substr(0, depth);
    if (!far) {
      if (rows.distance(depth) <= most) visit(term, rows.distance(depth));
      ++term;
      continue;
    }
    while (term < count && segment.terms[term].starts_with(before)) {
      // Doubling steps, then one by one from the last term that begins so.
      schema::Term step = 1;
      while (term + step < count && segment.terms[term + step].starts_with(before)) {
        term += step;
        step *= 2;
      }
      if (step == 1) ++term;
    }
  }
}

struct NearTerm {
  std::string_view term;
  unsigned distance;
  std::uint64_t articles;
};

void expand_fuzzy(const schema::Snapshot& snapshot, Node& node) {
  std::map<std::string_view, unsigned> distances;
  for (const query::TermChoice& choice : node.terms) {
    if (choice.term.size() < kShortestFuzzy) continue;
    for (const auto& segment : snapshot.segments) {
      for_near_terms(*segment, choice.term, node.distance, [&](schema::Term term, unsigned d) {
        unsigned& distance = distances.emplace(segment->terms[term], d).first->second;
        distance = std::min(distance, d);
      });
    }
  }
  for (const query::TermChoice& choice : node.terms) distances.erase(choice.term);
  std::vector<NearTerm> found;
  for (const auto& [term, distance] : distances) {
    std::uint64_t articles = 0;
    for (const auto& segment : snapshot.segments) {
      if (const auto same = segment->find_term(term)) articles += segment->term_articles[*same];
    }
    found.push_back({term, distance, articles});
  }
  std::ranges::sort(found, [](const NearTerm& a, const NearTerm& b) {
    return std::tuple(a.distance, b.articles, a.term) < std::tuple(b.distance, a.articles, b.term);
  });
  node.cut = found.size() > kMaxNearTerms;
  if (node.cut) found.resize(kMaxNearTerms);
  for (const NearTerm& near : found) {
    node.terms.push_back({std::string(near.term), kNearWeights.at(near.distance)});
  }
}

}  // namespace

void expand(const schema::Snapshot& snapshot, Node& root) {
  std::vector<Node*> wildcards;
  find_nodes(root, NodeKind::wildcard, kMaxWildcards, wildcards);
  expand_wildcards(snapshot, wildcards);
  std::vector<Node*> fuzzy;
  find_nodes(root, NodeKind::fuzzy, kMaxFuzzyWords, fuzzy);
  for (Node* node : fuzzy) expand_fuzzy(snapshot, *node);
}

std::vector<std::string> cut_words(const Node& root) {
  std::vector<std::string> cut;
  if (root.cut) cut.push_back(root.text + (root.kind == NodeKind::fuzzy ? "~" : ""));
  for (const Node& child : root.children) {
    for (std::string& text : cut_words(child)) cut.push_back(std::move(text));
  }
  return cut;
}

unsigned edit_distance(std::string_view a, std::string_view b, unsigned most) {
  EditRows rows(a);
  for (std::size_t depth = 0; depth < b.size(); ++depth) {
    if (rows.extend(b, depth) > most && rows.least(depth) > most) return most + 1;
  }
  return std::min(rows.distance(b.size()), most + 1);
}

}  // namespace fihris::search
