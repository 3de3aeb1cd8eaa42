// Here is a query: which articles, and why these?
//
//   Searcher searcher(index_dir);
//   Result<SearchResults> results = searcher.search({.q = "الذكاء الاصطناعي"});
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "indexer/schema/article.h"
#include "indexer/schema/snapshot.h"
#include "server/query/query.h"
#include "server/search/facets.h"
#include "server/search/help.h"
#include "server/search/ranking_weights.h"
#include "server/search/snippet.h"

namespace fihris::search {

enum class Sort : std::uint8_t { relevance, newest, oldest };
enum class MatchMode : std::uint8_t { automatic, all, any };

struct SearchRequest {
  std::string q;
  size_t page = 1;   // from 1
  size_t size = 10;  // hits a page
  Sort sort = Sort::relevance;
  MatchMode match = MatchMode::automatic;
  bool exact = false;
  bool names = true;  // other spellings of names too, listed or alike in sound
  std::vector<std::string> source, author, lang;  // any of these; empty: all
  std::optional<std::int32_t> from, to;           // days since 1970-01-01, inclusive
  bool duplicates = false;                        // list near copies of what is listed already
  bool explain = false;
  RankingWeights weights{};  // for comparisons; not to be set over HTTP
};

struct Hit {
  schema::Article article;  // without its texts
  Segments title;
  Segments snippet;
  double score = 0;
  double base_score = 0;         // of the first ranking step
  std::uint32_t duplicates = 0;  // near copies that are not listed
  std::vector<std::string>
      matched;  // explain: written forms of the article that the query's words found
};

// A word or a name of the query, and what else was looked for in its place.
struct AlsoSearched {
  std::string text;
  std::vector<std::string> variants;
};

struct SearchResults {
  std::uint64_t total = 0;  // of what the pages list: without the near copies that are not
  std::vector<Hit> hits;
  Facets facets;
  bool relaxed = false;
  std::vector<std::string> dropped;  // words given up
  double share = 0;                  // of the query's clauses, that one article has
  // Wildcards and fuzzy words that stand for more than was looked for: more articles may match.
  std::vector<std::string> cut;
  std::vector<AlsoSearched> also;
  std::shared_ptr<const query::Node> understood;  // the query, with all that it stands for
  std::string tree;                               // explain: the same on one line
};

struct MarkedArticle {
  schema::Article article;  // without its texts
  Segments title;
  Segments body;
};

struct IndexStats {
  std::uint64_t articles = 0;
  std::uint64_t terms = 0;  // of all segments; a term in two of them counts twice
  std::uint64_t index_bytes = 0;
  std::uint64_t generation = 0;
  std::string built;
  std::string analyzer;
};

enum class SuggestionKind : std::uint8_t { word, title };

struct Suggestion {
  SuggestionKind kind = SuggestionKind::word;
  std::string text;
  std::uint64_t count = 0;  // articles
  std::string id;           // of a title's article
};

// What a query finds, in order, to be read one article at a time. Stays readable while newer
// generations are published. Thread-safe.
class MatchList {
 public:
  MatchList(std::shared_ptr<const schema::Snapshot> snapshot, std::vector<schema::DocRef> refs)
      : snapshot_(std::move(snapshot)), refs_(std::move(refs)) {}
  std::size_t size() const { return refs_.size(); }
  // Error: the index is damaged.
  Result<schema::Article> article(std::size_t i) const;

 private:
  std::shared_ptr<const schema::Snapshot> snapshot_;
  std::vector<schema::DocRef> refs_;
};

class Suggester;
class View;
struct Generation;

// Thread-safe. Serves the published generation and follows newer ones by itself.
class Searcher {
 public:
  // Error: no index that this program can read.
  static Result<std::unique_ptr<Searcher>> open(const std::filesystem::path& index);
  ~Searcher();

  // Which file INDEX/live is. Its content may return: an index built anew begins with generation 1.
  struct Published {
    std::uint64_t inode = 0;
    std::int64_t seconds = 0, nanoseconds = 0;  // when it was written
    bool operator==(const Published&) const = default;
  };

  // Error: the index is damaged. A query itself never fails.
  Result<SearchResults> search(const SearchRequest& request);
  // What helps where a search found little: see help.h.
  Help help(const SearchRequest& request, const SearchResults& results);
  // Nothing if there is no such article.
  Result<std::optional<MarkedArticle>> article(const std::string& id, const SearchRequest& request);
  // Every match, whatever the page of the request.
  MatchList matches(const SearchRequest& request);
  // Articles with the same rare words, best first; nothing if there is no such article.
  Result<std::optional<std::vector<Hit>>> similar(const std::string& id, std::size_t size);
  // What may be meant by a query that is still being typed: see suggester.h.
  Result<std::vector<Suggestion>> suggest(const std::string& q, std::size_t size);
  IndexStats stats();

 private:
  Searcher(std::shared_ptr<Generation> generation, const Published& live);
  std::shared_ptr<Generation> current();
  std::unique_ptr<View> take_view();
  // Without looking for a newer generation: what a search has just used, if nobody else has it.
  std::unique_ptr<View> take_same_view();
  std::unique_ptr<View> free_view(const std::shared_ptr<Generation>& generation);
  void give_back(std::unique_ptr<View> view);
  std::shared_ptr<const Suggester> suggester();

  std::filesystem::path index_;
  std::mutex mutex_;
  std::shared_ptr<Generation> generation_;
  Published live_;  // INDEX/live when the generation was opened
  std::vector<std::unique_ptr<View>> free_views_;
  std::mutex suggester_mutex_;
  std::shared_ptr<const Suggester> suggester_;  // of the snapshot that was asked last
};

}  // namespace fihris::search
