#include "server/search/similar.h"

#include <algorithm>
#include <unordered_map>

#include "indexer/schema/fields.h"
#include "server/search/ranked_search.h"

namespace fihris::search {
namespace {

constexpr std::size_t kTerms = 12;

// How often each term stands in title and body: for a word with several terms, its best one.
std::unordered_map<schema::Term, double> term_counts(const schema::Segment& segment,
                                                     schema::Doc doc) {
  std::unordered_map<schema::Term, double> counts;
  unsigned part = 0;  // title, body, author
  for (schema::WordStream stream = segment.stream(doc); stream.next();) {
    if (stream.is_border()) {
      if (++part > 1) break;
      continue;
    }
    const auto terms = segment.terms_of(stream.word());
    if (!terms.empty()) counts[terms.front()] += part == 0 ? schema::kTitleWeight : 1;
  }
  return counts;
}

}  // namespace

query::Node terms_of_article(const schema::Segment& segment, schema::Doc doc,
                             const Scoring& scoring) {
  struct Weighted {
    double weight;
    std::string_view term;
  };
  std::vector<Weighted> weighted;
  for (const auto& [term, count] : term_counts(segment, doc)) {
    const std::string_view name = segment.terms[term];
    const std::uint64_t articles = scoring.term_articles(name);
    // A term of this article alone finds nothing else.
    if (articles > 1) weighted.push_back({count * scoring.idf(articles), name});
  }
  const std::size_t wanted = std::min(kTerms, weighted.size());
  std::ranges::partial_sort(weighted, weighted.begin() + static_cast<std::ptrdiff_t>(wanted),
                            [](const Weighted& a, const Weighted& b) {
                              return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
                            });
  query::Node root;
  for (std::size_t i = 0; i < wanted; ++i) {
    query::Node word{.kind = query::NodeKind::word};
    word.terms.push_back({std::string(weighted[i].term), 1});
    root.children.push_back(std::move(word));
  }
  return root;
}

Result<std::vector<Hit>> View::similar(schema::DocRef ref, std::size_t size) {
  const query::Node root = terms_of_article(*snapshot_.segments[ref.segment], ref.doc, scoring_);
  if (root.children.empty()) return {};
  SearchRequest request;
  request.size = size;
  request.match = MatchMode::any;
  Query query = prepare(root, request, nullptr);
  query.wanted = size + 1;  // the article itself is the most similar one
  query.ranked = query.faceted = false;
  std::vector<Candidate> candidates = find(query).candidates;
  std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.ref == ref; });
  if (candidates.size() > size) candidates.resize(size);
  return page(query.words, {}, request, candidates);  // nobody typed these words: nothing is marked
}

Result<std::optional<std::vector<Hit>>> Searcher::similar(const std::string& id, std::size_t size) {
  std::unique_ptr<View> view = take_view();
  const std::optional<schema::DocRef> ref = view->snapshot()->find_id(id);
  if (!ref) {
    give_back(std::move(view));
    return std::nullopt;
  }
  Result<std::vector<Hit>> hits = view->similar(*ref, size);
  give_back(std::move(view));
  if (!hits) return tl::make_unexpected(hits.error());
  return std::optional(std::move(*hits));
}

}  // namespace fihris::search
