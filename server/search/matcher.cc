#include "server/search/matcher.h"

#include <algorithm>

#include "indexer/analysis/harakat.h"
#include "indexer/analysis/tokenizer.h"
#include "server/search/phrase_scan.h"
#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

// Merges two lists; an article in both gets combine(a, b).
template <typename Combine>
Matches merge(const Matches& a, const Matches& b, Combine combine) {
  Matches out;
  out.reserve(a.size() + b.size());
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i].doc < b[j].doc) {
      out.push_back(a[i++]);
    } else if (b[j].doc < a[i].doc) {
      out.push_back(b[j++]);
    } else {
      out.push_back({a[i].doc, combine(a[i].score, b[j].score)});
      ++i;
      ++j;
    }
  }
  out.insert(out.end(), a.begin() + static_cast<std::ptrdiff_t>(i), a.end());
  out.insert(out.end(), b.begin() + static_cast<std::ptrdiff_t>(j), b.end());
  return out;
}

Matches intersect(const Matches& a, const Matches& b) {
  Matches out;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].doc < b[j].doc) {
      ++i;
    } else if (b[j].doc < a[i].doc) {
      ++j;
    } else {
      out.push_back({a[i].doc, a[i].score + b[j].score});
      ++i;
      ++j;
    }
  }
  return out;
}

Matches without(const Matches& a, const Matches& b) {
  Matches out;
  std::ranges::set_difference(a, b, std::back_inserter(out), {}, &Match::doc, &Match::doc);
  return out;
}

float larger(float a, float b) { return std::max(a, b); }
float sum(float a, float b) { return a + b; }

// Whether the words stand side by side somewhere in the article.
bool has_phrase(schema::WordStream stream, const WordMarks& marks, size_t count) {
  bool found = false;
  scan_phrase(stream, marks, count, [&](size_t, size_t) {
    found = true;
    return false;
  });
  return found;
}

// Whether the article has the word with harakat that agree with what the query typed.
bool has_vocalised(const schema::Segment& segment, schema::Doc doc, const Node& node) {
  const Result<schema::Article> article = segment.article(doc);
  if (!article) return false;
  for (const std::string* text : {&article->title, &article->body}) {
    analysis::Tokenizer tokenizer(*text);
    for (analysis::Token token; tokenizer.next(token);) {
      if (token.written != node.text) continue;
      const std::string_view written =
          std::string_view(*text).substr(token.begin, token.end - token.begin);
      if (analysis::agrees_with_harakat(node.marked, written)) return true;
    }
  }
  return false;
}

}  // namespace

Matches Matcher::match(std::uint32_t segment, const Node& node) const {
  Matches matches;
  switch (node.kind) {
    case NodeKind::word:
      matches = match_word(segment, node);
      break;
    case NodeKind::prefix:
      matches = match_prefix(segment, node);
      break;
    case NodeKind::phrase:
      matches = match_phrase(segment, node);
      break;
    case NodeKind::any:
      matches = match_any(segment, node);
      break;
    case NodeKind::all:
      matches = match_all(segment, node.children);
      break;
    case NodeKind::exclude:
      break;  // means something only beside other children: see match_all()
  }
  if (node.weight != 1) {
    for (Match& match : matches) match.score *= static_cast<float>(node.weight);
  }
  return matches;
}

Matches Matcher::match_term(std::uint32_t segment, std::string_view term, double weight) const {
  const double idf = scoring_.idf(scoring_.term_articles(term)) * weight;
  static thread_local std::vector<Posting> postings;
  postings_.read(segment, term, postings);
  const auto lengths = snapshot_.segments[segment]->lengths;
  Matches matches;
  matches.reserve(postings.size());
  for (const Posting& posting : postings) {
    const double score = idf * scoring_.saturation(posting.frequency, lengths[posting.doc]);
    matches.push_back({posting.doc, static_cast<float>(score)});
  }
  return matches;
}

Matches Matcher::match_word(std::uint32_t segment, const Node& node) const {
  Matches matches;
  for (const query::TermChoice& choice : node.terms) {
    Matches more = match_term(segment, choice.term, choice.weight);
    matches = matches.empty() ? std::move(more) : merge(matches, more, larger);
  }
  if (node.exact) keep_exact(*snapshot_.segments[segment], node, matches);
  return matches;
}

void Matcher::keep_exact(const schema::Segment& segment, const Node& node, Matches& matches) const {
  const auto wanted = segment.find_word(node.text);
  std::erase_if(matches, [&](const Match& match) {
    if (!wanted) return true;
    for (schema::WordStream stream = segment.stream(match.doc); stream.next();) {
      if (!stream.is_border() && stream.word() == *wanted) {
        return !node.marked.empty() && !has_vocalised(segment, match.doc, node);
      }
    }
    return true;
  });
}

Matches Matcher::match_prefix(std::uint32_t segment, const Node& node) const {
  Matches matches;
  const schema::Segment& in = *snapshot_.segments[segment];
  for (const schema::Term term : expand_prefix(in, node.text)) {
    matches = merge(matches, match_term(segment, in.terms[term], 1), larger);
  }
  return matches;
}

Matches Matcher::match_phrase(std::uint32_t segment, const Node& node) const {
  Matches matches = match_all(segment, node.children);
  if (matches.empty()) return matches;
  const schema::Segment& in = *snapshot_.segments[segment];
  const size_t count = std::min<size_t>(node.children.size(), WordMarks::kMaxBits);
  WordMarks marks(in);
  for (unsigned i = 0; i < count; ++i) marks.add(words_matching(in, node.children[i]), i);
  std::erase_if(
      matches, [&](const Match& match) { return !has_phrase(in.stream(match.doc), marks, count); });
  return matches;
}

Matches Matcher::match_any(std::uint32_t segment, const Node& node) const {
  Matches matches;
  for (const Node& child : node.children) {
    if (child.kind == NodeKind::exclude) continue;
    matches = merge(matches, match(segment, child), node.variants ? larger : sum);
  }
  return matches;
}

Matches Matcher::match_all(std::uint32_t segment, const std::vector<Node>& children) const {
  Matches matches;
  bool first = true;
  for (const Node& child : children) {
    if (child.kind == NodeKind::exclude) continue;
    Matches more = match(segment, child);
    matches = first ? std::move(more) : intersect(matches, more);
    first = false;
    if (matches.empty()) return matches;
  }
  for (const Node& child : children) {
    if (child.kind != NodeKind::exclude) continue;
    for (const Node& excluded : child.children) {
      matches = without(matches, match(segment, excluded));
    }
  }
  return matches;
}

}  // namespace fihris::search
