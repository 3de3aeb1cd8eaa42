// How much a query finds, without ranking: for help, which asks for many spellings of one query.
#include <algorithm>
#include <cstring>

#include "server/query/query_parser.h"
#include "server/search/column_filter.h"
#include "server/search/filters.h"
#include "server/search/ranked_search.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

std::vector<schema::Doc> docs_with(std::size_t count, const ClauseCounts& counts) {
  std::vector<schema::Doc> docs;
  const std::uint8_t* const begin = counts.data();
  const std::uint8_t* const end = begin + counts.size();
  for (const std::uint8_t* at = begin;; ++at) {
    const void* const found =
        std::memchr(at, static_cast<int>(count), static_cast<std::size_t>(end - at));
    if (found == nullptr) return docs;
    at = static_cast<const std::uint8_t*>(found);
    docs.push_back(static_cast<schema::Doc>(at - begin));
  }
}

std::uint8_t highest_of(const ClauseCounts& counts) {
  std::uint8_t highest = 0;
  for (const std::uint8_t count : counts) highest = std::max(highest, count);
  return highest;
}

}  // namespace

View::Count View::count(const SearchRequest& request) {
  const Node parsed = query::parse_query(request.q);
  std::vector<AlsoSearched> also;
  const Node root = understand(parsed, request, also);
  const auto clauses = std::ranges::count_if(root.children, is_clause);
  const bool is_short = parsed.children.size() <= kShortQuery;
  const bool wants_all = clauses <= 1 || request.match == MatchMode::all ||
                         (request.match == MatchMode::automatic && is_short);
  if (wants_all) {
    const std::uint64_t total = count_with_all(root, request);
    if (total > 0 || clauses <= 1 || request.match != MatchMode::automatic) return {total, false};
  }
  Query query = prepare(root, request, &parsed);
  query.wanted = 0;
  query.ranked = query.faceted = false;
  const Found found = find(query);
  return {found.total, found.relaxed};
}

std::uint64_t View::count(const Node& part) { return count_with_all(part, {}); }

// The articles that have all clauses.
std::uint64_t View::count_with_all(const Node& root, const SearchRequest& request) {
  matcher_.look_up_wildcards(root);
  const ColumnFilter filter(snapshot_, request);
  std::uint64_t total = 0;
  for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
    for (const Match& match : matcher_.match(s, root)) {
      const schema::DocRef ref{s, match.doc};
      total += !snapshot_.is_deleted(ref) && filter.accepts(ref) ? 1U : 0U;
    }
  }
  return total;
}

View::Coverage View::coverage(const SearchRequest& request) {
  std::vector<AlsoSearched> also;
  const Node root = understand(query::parse_query(request.q), request, also);
  matcher_.look_up_wildcards(root);
  const ColumnFilter filter(snapshot_, request);
  Coverage found;
  found.clauses = static_cast<std::size_t>(std::ranges::count_if(root.children, is_clause));
  for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
    const ClauseCounts counts = clause_counts(root, s);
    for (std::size_t count = highest_of(counts); count >= std::max<std::size_t>(found.most, 1);
         --count) {
      const auto articles = std::ranges::count_if(docs_with(count, counts), [&](schema::Doc doc) {
        return !snapshot_.is_deleted({s, doc}) && filter.accepts({s, doc});
      });
      if (articles == 0) continue;
      if (count > found.most) found.articles = 0;
      found.most = count;
      found.articles += static_cast<std::uint64_t>(articles);
    }
  }
  return found;
}

// By doc: how many clauses it has; 0 where it may not match at all.
ClauseCounts View::clause_counts(const Node& root, std::uint32_t segment) {
  const bool any_clause = std::ranges::any_of(root.children, is_clause);
  ClauseCounts counts(snapshot_.segments[segment]->article_count(), any_clause ? 0 : 1);
  for (const Node& child : root.children) {
    if (!is_clause(child)) continue;
    matcher_.visit(segment, child, [&](schema::Doc doc) { ++counts[doc]; });
  }
  for (const Node& child : root.children) {
    if (child.kind == NodeKind::exclude) {
      for (const Match& match : matcher_.match(segment, child.children.front())) {
        counts[match.doc] = 0;
      }
    } else if (is_filter(child) || is_required(child)) {
      keep_only(matcher_.match(segment, child), counts);
    }
  }
  return counts;
}

}  // namespace fihris::search
