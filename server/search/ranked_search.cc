#include "server/search/ranked_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "server/query/query_analyzer.h"
#include "server/query/query_parser.h"
#include "server/search/best_candidates.h"
#include "server/search/candidate_order.h"
#include "server/search/column_filter.h"
#include "server/search/expander.h"
#include "server/search/filters.h"
#include "server/search/sound_alikes.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;
using schema::DocRef;

// match=auto: of a longer query than kShortQuery, a question or a sentence, this share of its
// content words is wanted.
constexpr double kLongQueryShare = 0.6;
// An article is not left out of a long query for lack of words if its score by terms is this near
// the best; of so many articles.
constexpr double kCloseScore = 0.62;
constexpr std::size_t kCloseDepth = 30;

// So many candidates are ranked by all evidence whatever their scores.
constexpr size_t kLeastDepth = 20;

size_t required_words(MatchMode mode, size_t words, bool is_long) {
  if (mode == MatchMode::any) return 1;
  if (mode == MatchMode::all || !is_long) return words;
  return static_cast<size_t>(std::ceil(kLongQueryShare * static_cast<double>(words)));
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

}  // namespace

bool is_clause(const Node& child) { return child.kind != NodeKind::exclude && !is_filter(child); }

bool is_required(const Node& clause) {
  return clause.required || clause.field != query::Field::text;
}

Generation::Generation(std::shared_ptr<const schema::Snapshot> of)
    : snapshot(std::move(of)),
      facets(*snapshot),
      scoring(*snapshot),
      norms(*snapshot, scoring),
      postings(snapshot->segments.size()),
      copies(*snapshot) {}

View::View(std::shared_ptr<Generation> generation)
    : generation_(std::move(generation)),
      snapshot_(*generation_->snapshot),
      scoring_(generation_->scoring),
      postings_(snapshot_, generation_->norms, generation_->postings),
      matcher_(snapshot_, postings_, scoring_) {}

Result<SearchResults> View::search(const SearchRequest& request) {
  const Node parsed = query::parse_query(request.q);
  SearchResults results;
  const auto understood = std::make_shared<const Node>(understand(parsed, request, results.also));
  results.understood = understood;
  const Node& root = *understood;
  Query query = prepare(root, request, &parsed);
  if (!request.duplicates) query.wanted += kFoldDepth;  // what is folded makes room for others
  Found found = find(query);
  if (!request.duplicates) {
    found.total -= fold_copies(snapshot_, generation_->copies, found.candidates);
  }

  Result<std::vector<Hit>> hits = page(query.words, root, request, found.candidates);
  if (!hits) return tl::make_unexpected(hits.error());
  results.total = found.total;
  results.hits = std::move(*hits);
  results.facets = std::move(found.facets);
  results.relaxed = found.relaxed;
  results.dropped = std::move(found.dropped);
  results.share = Coverage{query.clauses.size(), found.most_clauses}.share();
  results.cut = cut_words(root);
  if (request.explain) results.tree = query::to_string(root);
  return results;
}

Node View::understand(const Node& parsed, const SearchRequest& request,
                      std::vector<AlsoSearched>& also) {
  matcher_.trim();
  Node root = query::analyze_query(
      parsed,
      {.exact = request.exact, .variants = request.names, .aliases = snapshot_.aliases.get()});
  expand(snapshot_, root);
  if (request.names && !request.exact) {
    also = add_sound_alikes(snapshot_, scoring_, matcher_, generation_->spoken_forms, root);
  }
  return root;
}

View::Query View::prepare(const Node& root, const SearchRequest& request, const Node* parsed) {
  Query query{.root = root,
              .request = request,
              .words = QueryWords(
                  snapshot_, scoring_, root,
                  parsed != nullptr ? query::typed_words(*parsed) : std::vector<std::string>{}),
              .scores = ClauseScores(snapshot_),
              .pieces = parsed != nullptr ? parsed->children.size() : 0,
              .wanted = request.page * request.size};
  for (const Node& child : root.children) {
    if (is_clause(child)) query.clauses.push_back(&child);
  }
  return query;
}

void View::match(Query& query) {
  matcher_.look_up_wildcards(query.root);
  for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
    for (const Node* clause : query.clauses) {
      if (Matcher::is_plain_word(*clause) && !is_required(*clause)) {
        matcher_.add(s, *clause, query.scores);
      } else {
        query.scores.add(s, query.matches[{s, clause}] = matcher_.match(s, *clause));
      }
    }
    if (query.clauses.empty()) query.scores.add_all(s);
    for (const Node* clause : query.clauses) {
      if (is_required(*clause)) query.scores.require(s, query.matches[{s, clause}]);
    }
    for (const Node& child : query.root.children) {
      if (child.kind == NodeKind::exclude) {
        query.scores.exclude(s, matcher_.match(s, child.children.front()));
      } else if (is_filter(child)) {
        query.scores.require(s, matcher_.match(s, child));
      }
    }
  }
}

// All clauses, or as many as the mode asks for; where nothing has that many, the articles that have
// most.
View::Found View::find(Query& query) {
  match(query);
  query.scores.summarize();
  const MatchMode mode = query.request.match;
  const bool is_long = is_long_query(query);
  const size_t asked = std::max<size_t>(required_words(mode, query.clauses.size(), is_long), 1);
  const bool may_relax = mode == MatchMode::automatic;
  size_t required = may_relax && is_long ? enough_for_the_best(query, asked) : asked;
  Found found;
  list(query, required, found);
  while (found.total == 0 && may_relax && required > 1) list(query, --required, found);
  found.relaxed = required < asked && found.total > 0;
  if (found.relaxed) found.dropped = dropped(query, required);
  return found;
}

// How many clauses of a long query may be asked for without hiding articles that are close to the
// best. By terms: so a count needs no ranking.
size_t View::enough_for_the_best(const Query& query, size_t asked) const {
  const std::vector<Candidate> candidates = best(query, kCloseDepth);
  size_t required = candidates.empty() ? 1 : asked;
  for (const Candidate& candidate : candidates) {
    if (candidate.score < kCloseScore * candidates.front().score) break;
    required = std::min<size_t>(required, candidate.clauses);
  }
  return required;
}

// The candidates in the order of the request, and what is counted of all.
void View::list(Query& query, size_t required, Found& found) {
  const Sort sort = order(query);
  const size_t depth = sort == Sort::relevance && query.ranked ? depth_of(query) : 0;
  found.candidates = first(query, required, std::max(depth, query.wanted), sort, found);
  if (depth != 0) rerank_first(query, found.candidates);
}

bool View::is_long_query(const Query& query) { return query.pieces > kShortQuery; }

// How many candidates are ranked by all evidence at most.
std::size_t View::depth_of(const Query& query) {
  const RankingWeights& weights = query.request.weights;
  return is_long_query(query) ? weights.long_depth : weights.depth;
}

// A query that asks for no word is no more relevant to one article than to another.
Sort View::order(const Query& query) {
  const Sort sort = query.request.sort;
  return sort == Sort::relevance && query.clauses.empty() ? Sort::newest : sort;
}

// The articles of a segment that have so many clauses and are neither deleted nor filtered out.
std::vector<schema::Doc> View::matching(const Query& query, const ColumnFilter& filter,
                                        std::uint32_t segment, size_t required) const {
  std::vector<schema::Doc> docs = query.scores.matching(segment, required);
  snapshot_.deleted[segment].remove_from(docs);
  filter.apply(segment, docs);
  return docs;
}

// The first `wanted` candidates by terms alone, of all that have any clause.
std::vector<Candidate> View::best(const Query& query, size_t wanted) const {
  const ColumnFilter filter(snapshot_, query.request);
  BestCandidates best(wanted, CandidateOrder(snapshot_, Sort::relevance));
  for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
    const auto accepted_above = [&](float least) {
      std::vector<schema::Doc> docs = query.scores.above(s, least);
      snapshot_.deleted[s].remove_from(docs);
      filter.apply(s, docs);
      return docs;
    };
    std::vector<schema::Doc> docs = accepted_above(query.scores.reached_by(s, wanted));
    // Some of those that reach the score are not wanted: others below it may be.
    if (docs.size() < wanted) docs = accepted_above(0);
    for (const schema::Doc doc : docs) {
      const float score = query.scores.scores(s)[doc];
      best.add({{s, doc}, score, score, query.scores.clauses({s, doc})});
    }
  }
  return best.take();
}

// The first `wanted` candidates by terms alone that have enough clauses. Counts all of them in
// `found`.
std::vector<Candidate> View::first(const Query& query, size_t required, size_t wanted, Sort sort,
                                   Found& found) const {
  const ColumnFilter filter(snapshot_, query.request);
  BestCandidates best(wanted, CandidateOrder(snapshot_, sort));
  FacetCounter counter(generation_->facets);
  found.total = found.most_clauses = 0;
  for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
    const std::vector<schema::Doc> docs = matching(query, filter, s, required);
    found.total += docs.size();
    for (const schema::Doc doc : docs) {
      if (found.most_clauses == query.clauses.size()) break;
      found.most_clauses = std::max<size_t>(found.most_clauses, query.scores.clauses({s, doc}));
    }
    if (query.faceted) counter.add(s, docs);
    if (wanted == 0) continue;
    const std::span<const float> scores = query.scores.scores(s);
    const auto add = [&](float from, float below) {
      std::size_t added = 0;
      for (const schema::Doc doc : docs) {
        const float score = scores[doc];
        if (score < from || score >= below) continue;
        best.add({{s, doc}, score, score, query.scores.clauses({s, doc})});
        ++added;
      }
      return added;
    };
    constexpr float kMost = std::numeric_limits<float>::infinity();
    const float likely = sort == Sort::relevance ? query.scores.reached_by(s, wanted) : 0;
    if (add(likely, kMost) < std::min(wanted, docs.size())) add(0, likely);
  }
  if (query.faceted) found.facets = counter.finish();
  return best.take();
}

// As many as may come first. A long query has many candidates with few of its words, which do not.
void View::rerank_first(Query& query, std::vector<Candidate>& candidates) const {
  const RankingWeights& weights = query.request.weights;
  std::span<Candidate> top(candidates.data(), std::min(depth_of(query), candidates.size()));
  if (is_long_query(query) && top.size() > kLeastDepth) {
    const double likely = weights.likely * top.front().score;
    const auto behind = std::ranges::find_if(top.subspan(kLeastDepth),
                                             [&](const Candidate& c) { return c.score < likely; });
    top = {top.begin(), behind};
  }
  rerank(snapshot_, scoring_, query.words, weights, top,
         CandidateOrder(snapshot_, Sort::relevance));
}

// The clauses that none of the articles found has.
std::vector<std::string> View::dropped(const Query& query, size_t required) const {
  std::vector<std::string> words;
  for (size_t c = 0; c < query.clauses.size(); ++c) {
    bool used = false;
    for (std::uint32_t s = 0; s < snapshot_.segments.size() && !used; ++s) {
      const auto is_found = [&](schema::Doc doc) {
        return query.scores.clauses({s, doc}) >= required;
      };
      const auto list = query.matches.find({s, query.clauses[c]});
      used = list == query.matches.end() ? matcher_.matches_any(s, *query.clauses[c], is_found)
                                         : std::ranges::any_of(list->second, is_found, &Match::doc);
    }
    if (!used) words.push_back(shown(*query.clauses[c]));
  }
  return words;
}

Result<std::vector<Hit>> View::page(QueryWords& words, const Node& root,
                                    const SearchRequest& request,
                                    const std::vector<Candidate>& candidates) const {
  std::map<std::uint32_t, Highlighter> highlighters;
  std::vector<Hit> hits;
  const size_t first = std::min(candidates.size(), (request.page - 1) * request.size);
  const size_t last = std::min(candidates.size(), first + request.size);
  for (size_t i = first; i < last; ++i) {
    const auto [segment, doc] = candidates[i].ref;
    Result<schema::StoredArticle> article = snapshot_.stored(candidates[i].ref);
    if (!article) return tl::make_unexpected(article.error());
    const Highlighter& highlighter =
        highlighters.try_emplace(segment, snapshot_, segment, root, words).first->second;
    Hit hit;
    Preview preview = highlighter.preview(doc, *article);
    hit.title = std::move(preview.title);
    hit.snippet = std::move(preview.text);
    hit.article = std::move(article->known);
    hit.score = candidates[i].score;
    hit.base_score = candidates[i].base_score;
    hit.duplicates = candidates[i].copies;
    if (request.explain) hit.matched = matched_forms(candidates[i].ref, words);
    hits.push_back(std::move(hit));
  }
  return hits;
}

std::vector<std::string> View::matched_forms(DocRef ref, QueryWords& words) const {
  const schema::Segment& segment = *snapshot_.segments[ref.segment];
  std::set<schema::Word> wanted;
  for (const QueryWord& word : words.wanted()) {
    for (const Node* node : word.nodes) {
      for (const schema::Word form : words.forms(ref.segment, *node)) wanted.insert(form);
    }
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
  Result<schema::StoredArticle> article = snapshot_.stored(ref);
  if (!article) return tl::make_unexpected(article.error());
  std::vector<AlsoSearched> also;
  const Node root = understand(query::parse_query(request.q), request, also);
  QueryWords words(snapshot_, scoring_, root);
  Preview whole = Highlighter(snapshot_, ref.segment, root, words).whole(ref.doc, *article);
  MarkedArticle marked;
  marked.title = std::move(whole.title);
  marked.body = std::move(whole.text);
  marked.article = std::move(article->known);
  return marked;
}

}  // namespace fihris::search
