#include "server/search/help.h"

#include <algorithm>

#include "server/query/query_parser.h"
#include "server/search/corrector.h"
#include "server/search/ranked_search.h"
#include "server/search/typed_words.h"

namespace fihris::search {
namespace {

constexpr std::size_t kMaxWords = 10;  // of a longer query, help looks at these

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

}  // namespace

bool finds_plenty(const SearchResults& results) {
  return results.total >= kFewArticles && !results.relaxed;
}

Help make_help(View& view, const SearchRequest& request, const SearchResults& results) {
  Help help;
  if (finds_plenty(results)) return help;
  const bool nothing = results.total == 0 || results.relaxed;
  std::vector<TypedWord> words = typed_words(request.q);
  if (words.size() > kMaxWords) words.resize(kMaxWords);
  std::vector<std::uint64_t> counts;
  counts.reserve(words.size());
  for (const TypedWord& word : words) {
    counts.push_back(view.count(for_word(request, word.written)).total);
  }
  help.correction = correct(view, request, {words, counts, nothing ? 0 : results.total});
  if (!nothing) return help;
  const bool only_stop = std::ranges::all_of(words, &TypedWord::stop);
  std::vector<TypedWord> content;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].stop && !only_stop) continue;
    help.words.push_back(
        {request.q.substr(words[i].begin, words[i].end - words[i].begin), counts[i]});
    content.push_back(words[i]);
  }
  if (content.size() > 1) help.without = without(view, request, content);
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

Help Searcher::help(const SearchRequest& request, const SearchResults& results) {
  if (finds_plenty(results)) return {};
  std::unique_ptr<View> view = take_view();
  Help help = make_help(*view, request, results);
  give_back(std::move(view));
  return help;
}

}  // namespace fihris::search
