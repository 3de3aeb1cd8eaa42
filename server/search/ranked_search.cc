#include "server/search/ranked_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "server/query/query_analyzer.h"
#include "server/query/query_parser.h"
#include "server/search/expander.h"
#include "server/search/filters.h"
#include "server/search/sound_alikes.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;
using schema::DocRef;

// match=auto: a query of up to kShortQuery words wants all of them, a longer one this share.
constexpr size_t kShortQuery = 3;
constexpr double kLongQueryShare = 0.4;

size_t required_words(MatchMode mode, size_t words) {
  if (mode == MatchMode::any) return 1;
  if (mode == MatchMode::all || words <= kShortQuery) return words;
  return static_cast<size_t>(std::ceil(kLongQueryShare * static_cast<double>(words)));
}

// What an article is ranked by.
std::vector<const Node*> clauses_of(const Node& root) {
  std::vector<const Node*> clauses;
  for (const Node& child : root.children) {
    if (child.kind != NodeKind::exclude && !is_filter(child)) clauses.push_back(&child);
  }
  return clauses;
}

// Whether an article must have it whatever the mode: what the query says by an operator.
bool is_required(const Node& clause) {
  return clause.required || clause.field != query::Field::text;
}

// How a clause is shown to people.
std::string shown(const Node& node) {
  if (!node.text.empty()) return node.text;
  std::string out;
  for (const Node& child : node.children) {
    out += (out.empty() ? "" : " ") + shown(child);
    if (node.kind == NodeKind::any) break;
  }
  return out;
}

bool any_of(const std::vector<std::string>& wanted, std::string_view value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

}  // namespace

View::View(std::shared_ptr<const schema::Snapshot> snapshot)
    : snapshot_(std::move(snapshot)),
      postings_(*snapshot_),
      scoring_(*snapshot_),
      matcher_(*snapshot_, postings_, scoring_) {}

Node View::understand(const SearchRequest& request, std::vector<AlsoSearched>& also) const {
  Node root = query::analyze_query(query::parse_query(request.q),
                                   {.exact = request.exact, .variants = request.names});
  expand(*snapshot_, root);
  if (request.names && !request.exact)
    also = add_sound_alikes(*snapshot_, scoring_, matcher_, root);
  return root;
}

Result<SearchResults> View::search(const SearchRequest& request) {
  SearchResults results;
  const Node root = understand(request, results.also);
  Found found = find(root, request);
  FacetCounter counter(*snapshot_);
  for (const Candidate& candidate : found.candidates) counter.add(candidate.ref);
  order(root, request, found.candidates);

  Result<std::vector<Hit>> hits = page(root, request, found.candidates);
  if (!hits) return tl::make_unexpected(hits.error());
  results.total = found.candidates.size();
  results.hits = std::move(*hits);
  results.facets = counter.finish();
  results.relaxed = found.relaxed;
  results.dropped = std::move(found.dropped);
  if (request.explain) results.tree = query::to_string(root);
  return results;
}

// All clauses, or as many as the mode asks for; where nothing has that many, the articles that have
// most.
View::Found View::find(const Node& root, const SearchRequest& request) {
  const std::vector<const Node*> clauses = clauses_of(root);
  Found found;
  if (clauses.empty()) {
    found.candidates = everything();
    filter(root, request, found.candidates);
    return found;
  }
  std::vector<bool> must;
  must.reserve(clauses.size());
  for (const Node* clause : clauses) must.push_back(is_required(*clause));
  std::vector<std::vector<Matches>> lists;  // by segment and clause
  for (std::uint32_t s = 0; s < snapshot_->segments.size(); ++s) {
    std::vector<Matches>& of_segment = lists.emplace_back();
    for (const Node* clause : clauses) of_segment.push_back(matcher_.match(s, *clause));
  }
  for (size_t required = required_words(request.match, clauses.size()); required > 0; --required) {
    found.candidates = collect(lists, must, required);
    filter(root, request, found.candidates);
    if (!found.candidates.empty() || request.match != MatchMode::automatic) break;
    found.relaxed = required > 1;
  }
  if (found.candidates.empty()) found.relaxed = false;
  if (!found.relaxed) return found;
  for (size_t c = 0; c < clauses.size(); ++c) {
    const bool used = std::ranges::any_of(found.candidates, [&](const Candidate& candidate) {
      return std::ranges::binary_search(lists[candidate.ref.segment][c], candidate.ref.doc, {},
                                        &Match::doc);
    });
    if (!used) found.dropped.push_back(shown(*clauses[c]));
  }
  return found;
}

std::vector<Candidate> View::everything() const {
  std::vector<Candidate> candidates;
  for (std::uint32_t s = 0; s < snapshot_->segments.size(); ++s) {
    for (schema::Doc doc = 0; doc < snapshot_->segments[s]->article_count(); ++doc) {
      if (!snapshot_->is_deleted({s, doc})) candidates.push_back({{s, doc}, 0, 0});
    }
  }
  return candidates;
}

std::vector<Candidate> View::collect(const std::vector<std::vector<Matches>>& lists,
                                     const std::vector<bool>& must, size_t required) const {
  std::vector<Candidate> candidates;
  const auto musts = std::ranges::count(must, true);
  std::vector<float> scores;
  std::vector<std::uint8_t> counts;
  std::vector<std::uint8_t> must_counts;
  for (std::uint32_t s = 0; s < lists.size(); ++s) {
    const schema::Doc articles = snapshot_->segments[s]->article_count();
    scores.assign(articles, 0);
    counts.assign(articles, 0);
    must_counts.assign(articles, 0);
    for (size_t c = 0; c < must.size(); ++c) {
      for (const Match& match : lists[s][c]) {
        scores[match.doc] += match.score;
        ++counts[match.doc];
        if (must[c]) ++must_counts[match.doc];
      }
    }
    for (schema::Doc doc = 0; doc < articles; ++doc) {
      if (counts[doc] < required || must_counts[doc] < musts) continue;
      if (snapshot_->is_deleted({s, doc})) continue;
      candidates.push_back({{s, doc}, scores[doc], scores[doc]});
    }
  }
  return candidates;
}

void View::filter(const Node& root, const SearchRequest& request,
                  std::vector<Candidate>& candidates) const {
  for (const Node& child : root.children) {
    const bool excludes = child.kind == NodeKind::exclude;
    if (!excludes && !is_filter(child)) continue;
    std::vector<Matches> matches;
    for (std::uint32_t s = 0; s < snapshot_->segments.size(); ++s) {
      matches.push_back(matcher_.match(s, excludes ? child.children.front() : child));
    }
    std::erase_if(candidates, [&](const Candidate& candidate) {
      return excludes == std::ranges::binary_search(matches[candidate.ref.segment],
                                                    candidate.ref.doc, {}, &Match::doc);
    });
  }
  filter(request, candidates);
}

void View::filter(const SearchRequest& request, std::vector<Candidate>& candidates) const {
  if (request.source.empty() && request.author.empty() && request.lang.empty() && !request.from &&
      !request.to) {
    return;
  }
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const schema::Segment& segment = *snapshot_->segments[candidate.ref.segment];
    const schema::Doc doc = candidate.ref.doc;
    const std::int32_t day = segment.days[doc];
    if ((request.from || request.to) && day == schema::kNoDay) return true;
    if ((request.from && day < *request.from) || (request.to && day > *request.to)) return true;
    return !any_of(request.source, segment.source_names[segment.sources[doc]]) ||
           !any_of(request.author, segment.author_names[segment.authors[doc]]) ||
           !any_of(request.lang, segment.lang_names[segment.langs[doc]]);
  });
}

void View::order(const Node& root, const SearchRequest& request,
                 std::vector<Candidate>& candidates) const {
  const auto day = [&](const Candidate& c) {
    return snapshot_->segments[c.ref.segment]->days[c.ref.doc];
  };
  const auto by_score = [&](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    if (day(a) != day(b)) return day(a) > day(b);
    return a.ref < b.ref;
  };
  const auto newest = [&](const Candidate& a, const Candidate& b) {
    return day(a) != day(b) ? day(a) > day(b) : a.ref < b.ref;
  };
  // An article without a date is never first.
  const auto oldest = [&](const Candidate& a, const Candidate& b) {
    const bool a_has = day(a) != schema::kNoDay;
    const bool b_has = day(b) != schema::kNoDay;
    if (a_has != b_has) return a_has;
    return day(a) != day(b) ? day(a) < day(b) : a.ref < b.ref;
  };
  const size_t wanted = std::min(candidates.size(), request.page * request.size);
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(wanted);
  if (request.sort == Sort::oldest) {
    std::partial_sort(candidates.begin(), end, candidates.end(), oldest);
  } else if (request.sort == Sort::newest || clauses_of(root).empty()) {
    std::partial_sort(candidates.begin(), end, candidates.end(), newest);
  } else {
    const size_t depth = std::min(candidates.size(), std::max(kRerankDepth, wanted));
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(depth),
                      candidates.end(), by_score);
    std::vector<Candidate> best(
        candidates.begin(),
        candidates.begin() + static_cast<std::ptrdiff_t>(std::min(depth, kRerankDepth)));
    rerank(*snapshot_, scoring_, root, best);
    std::ranges::sort(best, by_score);
    std::ranges::copy(best, candidates.begin());
  }
}

Result<std::vector<Hit>> View::page(const Node& root, const SearchRequest& request,
                                    const std::vector<Candidate>& candidates) const {
  const std::vector<const Node*> words = wanted_words(root);
  std::map<std::uint32_t, Highlighter> highlighters;
  std::vector<Hit> hits;
  const size_t first = std::min(candidates.size(), (request.page - 1) * request.size);
  const size_t last = std::min(candidates.size(), first + request.size);
  for (size_t i = first; i < last; ++i) {
    const auto [segment, doc] = candidates[i].ref;
    Result<schema::Article> article = snapshot_->article(candidates[i].ref);
    if (!article) return tl::make_unexpected(article.error());
    const Highlighter& highlighter =
        highlighters.try_emplace(segment, *snapshot_->segments[segment], root).first->second;
    Hit hit;
    hit.title = highlighter.title(doc, *article);
    hit.snippet = highlighter.snippet(doc, *article);
    hit.article = std::move(*article);
    hit.score = candidates[i].score;
    hit.base_score = candidates[i].base_score;
    if (request.explain) hit.matched = matched_forms(candidates[i].ref, words);
    hits.push_back(std::move(hit));
  }
  return hits;
}

std::vector<std::string> View::matched_forms(DocRef ref,
                                             const std::vector<const Node*>& words) const {
  const schema::Segment& segment = *snapshot_->segments[ref.segment];
  std::set<schema::Word> wanted;
  for (const Node* word : words) {
    for (const schema::Word form : words_matching(segment, *word)) wanted.insert(form);
  }
  std::set<schema::Word> found;
  for (schema::WordStream stream = segment.stream(ref.doc); stream.next();) {
    if (!stream.is_border() && wanted.contains(stream.word())) found.insert(stream.word());
  }
  std::vector<std::string> forms;
  forms.reserve(found.size());
  for (const schema::Word word : found) forms.emplace_back(segment.words[word]);
  return forms;
}

Result<MarkedArticle> View::article(DocRef ref, const SearchRequest& request) {
  const schema::Segment& segment = *snapshot_->segments[ref.segment];
  Result<schema::Article> article = snapshot_->article(ref);
  if (!article) return tl::make_unexpected(article.error());
  std::vector<AlsoSearched> also;
  const Node root = understand(request, also);
  const Highlighter highlighter(segment, root);
  MarkedArticle marked;
  marked.title = highlighter.title(ref.doc, *article);
  marked.body = highlighter.body(ref.doc, *article);
  marked.article = std::move(*article);
  return marked;
}

}  // namespace fihris::search
