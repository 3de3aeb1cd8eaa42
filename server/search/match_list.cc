// All that a query finds, for those who read it article by article.
#include "server/query/query_analyzer.h"
#include "server/query/query_parser.h"
#include "server/search/ranked_search.h"

namespace fihris::search {

std::vector<schema::DocRef> View::matches(const SearchRequest& request) {
  const query::Node parsed = query::parse_query(request.q);
  std::vector<AlsoSearched> also;
  const query::Node root = understand(parsed, request, also);
  Query query = prepare(root, request, &parsed);
  query.wanted = snapshot_.manifest.articles;
  query.faceted = false;
  std::vector<schema::DocRef> refs;
  for (const Candidate& candidate : find(query).candidates) refs.push_back(candidate.ref);
  return refs;
}

MatchList Searcher::matches(const SearchRequest& request) {
  std::unique_ptr<View> view = take_view();
  MatchList list{view->snapshot(), view->matches(request)};
  give_back(std::move(view));
  return list;
}

Result<schema::Article> MatchList::article(std::size_t i) const {
  return snapshot_->article(refs_[i]);
}

}  // namespace fihris::search
