#include "server/search/help.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "indexer/analysis/vocabulary.h"
#include "server/query/query_parser.h"
#include "server/search/column_filter.h"
#include "server/search/corrector.h"
#include "server/search/ranked_search.h"
#include "server/search/typed_words.h"

namespace fihris::search {
namespace {

constexpr std::size_t kMaxWords = 20;   // of a longer query, help looks at these
constexpr std::size_t kMaxRare = 4;     // of rare ones, at these
constexpr std::size_t kShortQuery = 3;  // words; each matters to what it finds

SearchRequest for_word(const SearchRequest& request, const std::string& word) {
  SearchRequest alone;
  alone.q = word;
  alone.exact = request.exact;
  alone.match = MatchMode::all;
  return alone;
}

std::vector<DroppedWord> without(View& view, const SearchRequest& request,
                                 const std::vector<TypedWord>& words) {
  std::vector<DroppedWord> found;
  for (const TypedWord& word : words) {
    SearchRequest fewer = request;
    fewer.q = without_word(request.q, word);
    const View::Count count = view.count(fewer);
    if (count.total == 0 || count.relaxed) continue;
    found.push_back({request.q.substr(word.begin, word.end - word.begin), fewer.q, count.total});
  }
  std::ranges::stable_sort(found, std::ranges::greater{}, &DroppedWord::total);
  return found;
}

// Articles that each word finds by itself. One that is not rare is not searched for: its most
// frequent term says enough.
std::vector<std::uint64_t> counts_of(View& view, const SearchRequest& request,
                                     const std::vector<TypedWord>& words, std::uint64_t few) {
  const Scoring scoring(*view.snapshot());
  std::vector<std::uint64_t> counts;
  std::size_t rare = 0;
  for (const TypedWord& word : words) {
    std::uint64_t count = 0;
    if (request.exact) {
      count = scoring.word_articles(word.written);
    } else {
      for (const analysis::Stem& stem : analysis::analyze_word(word.kind, word.written).stems) {
        count = std::max(count, scoring.term_articles(stem.term));
      }
    }
    if (count < few && !word.stop && ++rare <= kMaxRare) {
      count = view.count(for_word(request, word.written)).total;
    }
    counts.push_back(count);
  }
  return counts;
}

// How many articles each content word finds, and what the query finds without one of them.
void add_counts(View& view, const SearchRequest& request, const std::vector<TypedWord>& words,
                Help& help) {
  for (const TypedWord& word : words) {
    help.words.push_back({request.q.substr(word.begin, word.end - word.begin),
                          view.count(for_word(request, word.written)).total});
  }
  if (words.size() > 1) help.without = without(view, request, words);
}

std::vector<TypedWord> content_of(const std::vector<TypedWord>& words) {
  std::vector<TypedWord> content;
  std::ranges::copy_if(words, std::back_inserter(content), std::not_fn(&TypedWord::stop));
  return content.empty() ? words : content;
}

}  // namespace

Help make_help(View& view, const SearchRequest& request, const SearchResults& results) {
  Help help;
  const bool plenty = results.total >= kFewArticles;
  std::vector<TypedWord> words = typed_words(request.q);
  const bool is_long =
      words.size() > kShortQuery && request.match == MatchMode::automatic;  // lacks some words
  if (plenty && !results.relaxed && !is_long) return help;
  if (words.size() > kMaxWords) words.resize(kMaxWords);
  const std::uint64_t few = is_long ? 1 : kFewArticles;
  const std::vector<std::uint64_t> counts = counts_of(view, request, words, few);
  const bool any_rare =
      std::ranges::any_of(counts, [few](std::uint64_t count) { return count < few; });
  if (plenty && !any_rare) return help;
  const bool lacking = results.total == 0 || results.relaxed;
  help.correction = correct(view, request, {words, counts, lacking ? 0 : results.total, is_long});
  const std::vector<TypedWord> content = content_of(words);
  if (results.total == 0 || (lacking && !plenty && content.size() <= kShortQuery)) {
    add_counts(view, request, content, help);
  }
  return help;
}

View::Count View::count(const SearchRequest& request) {
  const query::Node parsed = query::parse_query(request.q);
  std::vector<AlsoSearched> also;
  const query::Node root = understand(parsed, request, also);
  Query query = prepare(root, request, &parsed);
  query.wanted = 0;
  query.ranked = query.faceted = false;
  const Found found = find(query);
  return {found.total, found.relaxed};
}

// Whatever the ranking: how much of the query is in one article.
View::Coverage View::coverage(const SearchRequest& request) {
  const query::Node parsed = query::parse_query(request.q);
  std::vector<AlsoSearched> also;
  const query::Node root = understand(parsed, request, also);
  Query query = prepare(root, request, &parsed);
  match(query);
  const ColumnFilter filter(*snapshot_, request);
  Coverage found{.clauses = query.clauses.size()};
  for (std::uint32_t s = 0; s < snapshot_->segments.size(); ++s) {
    const std::vector<schema::Doc> docs =
        matching(query, filter, s, std::max<std::size_t>(found.most, 1));
    for (const schema::Doc doc : docs) {
      const std::size_t clauses = query.scores.clauses({s, doc});
      if (clauses < found.most) continue;
      if (clauses > found.most) found.articles = 0;
      found.most = clauses;
      ++found.articles;
    }
  }
  return found;
}

Help Searcher::help(const SearchRequest& request, const SearchResults& results) {
  std::unique_ptr<View> view = take_view();
  Help help = make_help(*view, request, results);
  give_back(std::move(view));
  return help;
}

}  // namespace fihris::search
