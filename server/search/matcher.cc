#include "server/search/matcher.h"

#include <algorithm>
#include <optional>

#include "indexer/analysis/harakat.h"
#include "indexer/analysis/tokenizer.h"
#include "server/search/filters.h"
#include "server/search/places.h"
#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

constexpr std::size_t kManyArticles = 100;  // to look for a phrase in

// Merges two lists; an article gets combine(a, b) of its scores, 0 where it is not on a list.
// Written without branches, which would be a guess at each article.
template <typename Combine>
Matches merge(const Matches& a, const Matches& b, Combine combine) {
  Matches out(a.size() + b.size());
  size_t i = 0;
  size_t j = 0;
  size_t count = 0;
  while (i < a.size() && j < b.size()) {
    const Match of_a = a[i];
    const Match of_b = b[j];
    const bool take_a = of_a.doc <= of_b.doc;
    const bool take_b = of_b.doc <= of_a.doc;
    out[count++] = {take_a ? of_a.doc : of_b.doc,
                    combine(take_a ? of_a.score : 0, take_b ? of_b.score : 0)};
    i += take_a ? 1U : 0U;
    j += take_b ? 1U : 0U;
  }
  const auto rest = std::copy(a.begin() + static_cast<std::ptrdiff_t>(i), a.end(),
                              out.begin() + static_cast<std::ptrdiff_t>(count));
  out.erase(std::copy(b.begin() + static_cast<std::ptrdiff_t>(j), b.end(), rest), out.end());
  return out;
}

template <typename Combine>
void add_to(Matches& matches, Matches more, Combine combine) {
  if (matches.empty()) {
    matches = std::move(more);
  } else if (!more.empty()) {
    matches = merge(matches, more, combine);
  }
}

// The articles of both, with the sum of their scores.
Matches intersect(const Matches& a, const Matches& b) {
  constexpr std::size_t kMuchLonger = 16;
  if (a.size() > b.size()) return intersect(b, a);
  Matches out(a.size());
  std::size_t count = 0;
  if (b.size() / kMuchLonger > a.size()) {
    auto from = b.begin();
    for (const Match& match : a) {
      from = std::ranges::lower_bound(from, b.end(), match.doc, {}, &Match::doc);
      if (from == b.end()) break;
      if (from->doc == match.doc) out[count++] = {match.doc, match.score + from->score};
    }
  } else {
    // Without branches, as merge().
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      const Match of_a = a[i];
      const Match of_b = b[j];
      out[count] = {of_a.doc, of_a.score + of_b.score};
      count += of_a.doc == of_b.doc ? 1U : 0U;
      i += of_a.doc <= of_b.doc ? 1U : 0U;
      j += of_b.doc <= of_a.doc ? 1U : 0U;
    }
  }
  out.resize(count);
  return out;
}

Matches without(const Matches& a, const Matches& b) {
  Matches out;
  std::ranges::set_difference(a, b, std::back_inserter(out), {}, &Match::doc, &Match::doc);
  return out;
}

constexpr std::size_t kManyTerms = 8;

float larger(float a, float b) { return std::max(a, b); }
float sum(float a, float b) { return a + b; }

// Whether the article has the word with harakat that agree with what the query typed.
bool has_vocalised(const schema::Segment& segment, schema::Doc doc, const Node& node) {
  const Result<schema::Article> article = segment.article(doc);
  if (!article) return false;
  for (const std::string* text : {&article->title, &article->body}) {
    if (node.field == (text == &article->title ? query::Field::body : query::Field::title)) {
      continue;
    }
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

// Those in which the places are. Streams are fetched while those before them are read.
void keep_with(const schema::Segment& segment, const Places& places, Matches& matches) {
  constexpr std::size_t kAhead = 4;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (i + kAhead < matches.size()) segment.prefetch_place(matches[i + kAhead].doc);
    if (i + 1 < matches.size()) segment.prefetch_stream(matches[i + 1].doc);
    if (places.any_in(segment.stream(matches[i].doc))) matches[kept++] = matches[i];
  }
  matches.resize(kept);
}

// Of an exact word with harakat.
void keep_vocalised(const schema::Segment& segment, const Node& word, Matches& matches) {
  if (word.marked.empty()) return;
  std::erase_if(matches,
                [&](const Match& match) { return !has_vocalised(segment, match.doc, word); });
}

}  // namespace

Matches Matcher::match(std::uint32_t segment, const Node& node) const {
  const schema::Segment& in = *snapshot_.segments[segment];
  if (node.kind == NodeKind::date) return match_days(in, node.days);
  if (node.field == query::Field::source) return match_sources(in, node);
  Matches matches = match_anywhere(segment, node);
  if (node.field != query::Field::text && !matches.empty()) {
    keep_with(in, Places(in, node), matches);
  }
  if (node.weight != 1) {
    for (Match& match : matches) match.score *= static_cast<float>(node.weight);
  }
  return matches;
}

void Matcher::add(std::uint32_t segment, const Node& node, ClauseScores& scores) const {
  if (!is_plain_word(node) || node.weight != 1) return scores.add(segment, match(segment, node));
  if (node.terms.size() == 1) {
    return visit_term(segment, node.terms.front(), [&](schema::Doc doc, float score) {
      scores.add({segment, doc}, score);
    });
  }
  largest_.resize(std::max<std::size_t>(largest_.size(), segment_of(segment).article_count()));
  std::vector<schema::Doc> docs;
  for (const query::TermChoice& choice : node.terms) {
    visit_term(segment, choice, [&](schema::Doc doc, float score) {
      if (largest_[doc] == 0) docs.push_back(doc);
      largest_[doc] = std::max(largest_[doc], score);
    });
  }
  for (const schema::Doc doc : docs) {
    scores.add({segment, doc}, std::exchange(largest_[doc], 0.0F));
  }
}

bool Matcher::matches_any(std::uint32_t segment, const Node& word,
                          const std::function<bool(schema::Doc)>& among) const {
  return std::ranges::any_of(word.terms, [&](const query::TermChoice& choice) {
    const auto known = segment_of(segment).find_term(choice.term);
    return known && std::ranges::any_of(*postings_.keep(segment, *known), among, &Posting::doc);
  });
}

bool Matcher::is_plain_word(const Node& node) {
  return node.kind == NodeKind::word && !node.exact && node.field == query::Field::text;
}

Matches Matcher::match_anywhere(std::uint32_t segment, const Node& node) const {
  const schema::Segment& in = *snapshot_.segments[segment];
  switch (node.kind) {
    case NodeKind::wildcard:
      return match_wildcard(segment, node);
    case NodeKind::phrase:
      return match_phrase(segment, node);
    case NodeKind::any:
      return match_any(segment, node);
    case NodeKind::all:
      return match_all(segment, node.children);
    case NodeKind::exclude:
      return without(everything(in), match(segment, node.children.front()));
    default:
      return match_word(segment, node);
  }
}

Matches Matcher::match_term(std::uint32_t segment, const query::TermChoice& choice) const {
  Matches matches;
  const auto known = segment_of(segment).find_term(choice.term);
  if (known) matches.reserve(segment_of(segment).term_articles[*known]);
  visit_term(segment, choice, [&](schema::Doc doc, float score) {
    matches.push_back({doc, score});
  });
  return matches;
}

// Calls visit(doc, score) for the articles that have it.
template <typename Visit>
void Matcher::visit_term(std::uint32_t segment, const query::TermChoice& choice,
                         Visit visit) const {
  const auto known = segment_of(segment).find_term(choice.term);
  if (known) postings_.score(segment, *known, worth(choice.term, choice.weight), visit);
}

float Matcher::worth(std::string_view term, double weight) const {
  return static_cast<float>(scoring_.idf(scoring_.term_articles(term)) * weight);
}

Matches Matcher::match_word(std::uint32_t segment, const Node& node) const {
  if (!node.exact) return match_terms(segment, node);
  const schema::Segment& in = *snapshot_.segments[segment];
  const std::array<Forms, 1> forms{words_matching(in, node)};
  Matches matches = std::move(match_forms(segment, forms).front());
  keep_vocalised(in, node, matches);
  return matches;
}

Matches Matcher::match_terms(std::uint32_t segment, const Node& node) const {
  if (node.terms.size() > kManyTerms) return match_many(segment, node.terms);
  Matches matches;
  for (const query::TermChoice& choice : node.terms) {
    add_to(matches, match_term(segment, choice), larger);
  }
  return matches;
}

// The larger score of each article, by article: merging so many lists one by one takes longer.
Matches Matcher::match_many(std::uint32_t segment,
                            const std::vector<query::TermChoice>& terms) const {
  constexpr float kNone = -1;
  std::vector<float> scores(snapshot_.segments[segment]->article_count(), kNone);
  for (const query::TermChoice& choice : terms) {
    for (const Match& match : match_term(segment, choice)) {
      scores[match.doc] = std::max(scores[match.doc], match.score);
    }
  }
  Matches matches;
  for (schema::Doc doc = 0; doc < scores.size(); ++doc) {
    if (scores[doc] != kNone) matches.push_back({doc, scores[doc]});
  }
  return matches;
}

// Exact words are looked for once, where they stand together.
Matches Matcher::match_phrase(std::uint32_t segment, const Node& node) const {
  const std::string text = query::to_string(node);
  const bool is_plain = std::ranges::all_of(node.children, [](const Node& word) {
    return word.kind == NodeKind::word && word.marked.empty();
  });
  if (const auto kept = kept_[segment].find(text); is_plain && kept != kept_[segment].end()) {
    return kept->second;
  }
  std::optional<Matches> candidates;
  for (const Node& word : node.children) {
    Matches more = word.kind == NodeKind::wildcard ? match_anywhere(segment, word)
                                                   : match_terms(segment, word);
    candidates = candidates ? intersect(*candidates, more) : std::move(more);
    if (candidates->empty()) return {};
  }
  if (!candidates) return {};
  const bool is_worth_keeping = is_plain && candidates->size() >= kManyArticles;
  Matches matches = find_phrase(segment, node, std::move(*candidates));
  if (is_worth_keeping) {
    kept_bytes_ += matches.size() * sizeof(Match) + text.size();
    kept_[segment].emplace(text, matches);
  }
  return matches;
}

// Among articles that have all of its words.
Matches Matcher::find_phrase(std::uint32_t segment, const Node& node, Matches candidates) const {
  const schema::Segment& in = *snapshot_.segments[segment];
  keep_with(in, Places(in, node), candidates);
  for (const Node& word : node.children) keep_vocalised(in, word, candidates);
  return candidates;
}

void Matcher::trim() {
  if (kept_bytes_ <= kKeptBytes) return;
  for (auto& phrases : kept_) phrases.clear();
  kept_bytes_ = 0;
}

Matches Matcher::match_any(std::uint32_t segment, const Node& node) const {
  Matches matches;
  for (const Node& child : node.children) {
    add_to(matches, match(segment, child), node.variants ? larger : sum);
  }
  return matches;
}

Matches Matcher::match_all(std::uint32_t segment, const std::vector<Node>& children) const {
  std::optional<Matches> matches;
  for (const Node& child : children) {
    if (child.kind == NodeKind::exclude) continue;
    Matches more = match(segment, child);
    matches = matches ? intersect(*matches, more) : std::move(more);
    if (matches->empty()) return {};
  }
  if (!matches) matches = everything(*snapshot_.segments[segment]);
  for (const Node& child : children) {
    if (child.kind != NodeKind::exclude) continue;
    matches = without(*matches, match(segment, child.children.front()));
  }
  return std::move(*matches);
}

}  // namespace fihris::search
