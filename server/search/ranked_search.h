// One search over one snapshot: match, relax, filter, rank, count.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/search/clause_scores.h"
#include "server/search/column_filter.h"
#include "server/search/copies.h"
#include "server/search/facets.h"
#include "server/search/matcher.h"
#include "server/search/query_words.h"
#include "server/search/reranker.h"
#include "server/search/searcher.h"
#include "server/search/sound_alikes.h"

namespace fihris::search {

// A snapshot with what those who search it share. Thread-safe.
struct Generation {
  explicit Generation(std::shared_ptr<const schema::Snapshot> of);

  const std::shared_ptr<const schema::Snapshot> snapshot;
  const FacetTable facets;
  const Scoring scoring;
  const LengthNorms norms;
  PostingCache postings;
  CopyMemo copies;
  SpokenFormsMemo spoken_forms{kKeptNames};
};

// match=auto: a query of up to kShortQuery typed pieces, function words too, wants all of them.
inline constexpr std::size_t kShortQuery = 3;

// Whether a child of the query's root is what an article is looked for by: neither filter nor
// exclusion.
bool is_clause(const query::Node& child);

// Whether an article must have a clause whatever the mode: what the query says by an operator.
bool is_required(const query::Node& clause);

// What one thread needs to search a generation. Not thread-safe.
class View {
 public:
  explicit View(std::shared_ptr<Generation> generation);

  struct Count {
    std::uint64_t total = 0;
    bool relaxed = false;
  };
  // How much of a query the articles have that have most of it.
  struct Coverage {
    std::size_t clauses = 0;  // of the query
    std::size_t most = 0;     // that one article has
    std::uint64_t articles = 0;
    double share() const {
      return static_cast<double>(most) / static_cast<double>(std::max<std::size_t>(clauses, 1));
    }
  };

  Result<SearchResults> search(const SearchRequest& request);
  Count count(const SearchRequest& request);  // counting.cc
  // The articles that match a part of a query, understood before.
  std::uint64_t count(const query::Node& part);     // counting.cc
  Coverage coverage(const SearchRequest& request);  // counting.cc
  Result<MarkedArticle> article(schema::DocRef ref, const SearchRequest& request);
  std::vector<schema::DocRef> matches(const SearchRequest& request);       // match_list.cc
  Result<std::vector<Hit>> similar(schema::DocRef ref, std::size_t size);  // similar.cc
  const std::shared_ptr<const schema::Snapshot>& snapshot() const { return generation_->snapshot; }

 private:
  // A query on its way through the steps.
  struct Query {
    const query::Node& root;
    const SearchRequest& request;
    QueryWords words;
    std::vector<const query::Node*> clauses{};  // without those to be left out
    // The articles of a segment that match a clause, unless that is a plain word.
    std::map<std::pair<std::uint32_t, const query::Node*>, Matches> matches{};
    ClauseScores scores;
    std::size_t pieces = 0;  // words and phrases as typed, function words too
    std::size_t wanted;      // candidates, in order
    bool ranked = true;      // by all evidence, not by terms alone
    bool faceted = true;     // facets are wanted
  };
  struct Found {
    std::vector<Candidate> candidates;  // in order, up to those wanted
    std::uint64_t total = 0;
    Facets facets;
    bool relaxed = false;
    std::vector<std::string> dropped;
    std::size_t most_clauses = 0;  // that one article has
  };

  // The parsed query as this index can answer it.
  query::Node understand(const query::Node& parsed, const SearchRequest& request,
                         std::vector<AlsoSearched>& also);
  // `parsed`, if somebody typed the query: the tree before its analysis.
  Query prepare(const query::Node& root, const SearchRequest& request, const query::Node* parsed);
  std::uint64_t count_with_all(const query::Node& root, const SearchRequest& request);
  ClauseCounts clause_counts(const query::Node& root, std::uint32_t segment);
  Found find(Query& query);
  void match(Query& query);
  std::size_t enough_for_the_best(const Query& query, std::size_t asked) const;
  void list(Query& query, std::size_t required, Found& found);
  static bool is_long_query(const Query& query);
  static std::size_t depth_of(const Query& query);
  static Sort order(const Query& query);
  std::vector<schema::Doc> matching(const Query& query, const ColumnFilter& filter,
                                    std::uint32_t segment, std::size_t required) const;
  std::vector<Candidate> best(const Query& query, std::size_t wanted) const;
  std::vector<Candidate> first(const Query& query, std::size_t required, std::size_t wanted,
                               Sort sort, Found& found) const;
  void rerank_first(Query& query, std::vector<Candidate>& candidates) const;
  std::vector<std::string> dropped(const Query& query, std::size_t required) const;
  Result<std::vector<Hit>> page(QueryWords& words, const query::Node& root,
                                const SearchRequest& request,
                                const std::vector<Candidate>& candidates) const;
  std::vector<std::string> matched_forms(schema::DocRef ref, QueryWords& words) const;

  std::shared_ptr<Generation> generation_;
  const schema::Snapshot& snapshot_;  // of the generation
  const Scoring& scoring_;
  PostingReader postings_;
  Matcher matcher_;
};

}  // namespace fihris::search
