// All that a query finds, for those who read it article by article.
#include "server/search/ranked_search.h"

namespace fihris::search {

std::vector<schema::DocRef> View::matches(const SearchRequest& request) {
  std::vector<AlsoSearched> also;
  const query::Node root = understand(request, also);
  std::vector<Candidate> candidates = find(root, request).candidates;
  SearchRequest all = request;
  all.page = 1;
  all.size = candidates.size();
  order(root, all, candidates);
  std::vector<schema::DocRef> refs;
  refs.reserve(candidates.size());
  for (const Candidate& candidate : candidates) refs.push_back(candidate.ref);
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
