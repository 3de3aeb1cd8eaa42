#include "server/search/help.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "server/search/corrector.h"
#include "server/search/ranked_search.h"
#include "server/search/typed_words.h"

namespace fihris::search {
namespace {

constexpr std::size_t kMaxWords = 20;  // of a longer query, help looks at these
constexpr std::size_t kMaxRare = 4;    // of rare ones, at these

// The clause of a query that a word is by itself, with all that stands for it; null: there is none,
// or it is spelled out where the query's other words are not.
const query::Node* clause_of(const query::Node& root, const std::string& word, bool exact) {
  for (const query::Node& clause : root.children) {
    const bool has_variants = clause.kind == query::NodeKind::any && clause.variants;
    const query::Node& own = has_variants ? clause.children.front() : clause;
    const bool is_word = own.kind == query::NodeKind::word && own.text == word;
    if (is_word && own.exact == exact && !is_required(own)) return &clause;
  }
  return nullptr;
}

// What words find by themselves; each is searched for once.
class WordCounts {
 public:
  WordCounts(View& view, const SearchRequest& request, const query::Node& understood)
      : view_(view), request_(request), understood_(understood) {}

  // All articles, filters aside.
  std::uint64_t found_by(const std::string& word) {
    const auto [at, is_new] = found_.try_emplace(word);
    if (is_new) at->second = count(word);
    return at->second;
  }

  // Of each word. One that is not rare is not searched for: its most frequent term says enough.
  std::vector<std::uint64_t> of_all(const std::vector<TypedWord>& words, std::uint64_t few) {
    std::vector<std::uint64_t> counts;
    std::size_t rare = 0;
    for (const TypedWord& word : words) {
      const std::uint64_t count = of_terms(word);
      const bool is_rare = count < few && !word.stop && ++rare <= kMaxRare;
      counts.push_back(is_rare ? found_by(word.written) : count);
    }
    return counts;
  }

 private:
  std::uint64_t count(const std::string& word) {
    if (const query::Node* clause = clause_of(understood_, word, request_.exact)) {
      return view_.count(*clause);
    }
    SearchRequest alone;
    alone.q = word;
    alone.exact = request_.exact;
    alone.names = request_.names;
    alone.match = MatchMode::all;
    return view_.count(alone).total;
  }
  std::uint64_t of_terms(const TypedWord& word) const {
    return std::ranges::max(articles_of_terms(scoring_, word, request_.exact));
  }

  View& view_;
  const SearchRequest& request_;
  const query::Node& understood_;
  Scoring scoring_{*view_.snapshot()};
  std::map<std::string, std::uint64_t> found_;
};

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

// How many articles each content word finds, and what the query finds without one of them.
void add_counts(View& view, const SearchRequest& request, const std::vector<TypedWord>& words,
                WordCounts& counts, Help& help) {
  for (const TypedWord& word : words) {
    help.words.push_back(
        {request.q.substr(word.begin, word.end - word.begin), counts.found_by(word.written)});
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
  WordCounts word_counts(view, request, *results.understood);
  const std::vector<std::uint64_t> counts = word_counts.of_all(words, few);
  const bool any_rare =
      std::ranges::any_of(counts, [few](std::uint64_t count) { return count < few; });
  if (plenty && !any_rare) return help;
  const bool lacking = results.total == 0 || results.relaxed;
  help.correction =
      correct(view, request, {words, counts, lacking ? 0 : results.total, is_long, results.share});
  const std::vector<TypedWord> content = content_of(words);
  if (results.total == 0 || (lacking && !plenty && content.size() <= kShortQuery)) {
    add_counts(view, request, content, word_counts, help);
  }
  return help;
}

Help Searcher::help(const SearchRequest& request, const SearchResults& results) {
  std::unique_ptr<View> view = take_same_view();
  Help help = make_help(*view, request, results);
  give_back(std::move(view));
  return help;
}

}  // namespace fihris::search
