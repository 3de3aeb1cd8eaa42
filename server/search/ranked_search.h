// One search over one snapshot: match, relax, filter, rank, count.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/search/matcher.h"
#include "server/search/reranker.h"
#include "server/search/searcher.h"

namespace fihris::search {

// A snapshot with what one thread needs to search it. Not thread-safe.
class View {
 public:
  explicit View(std::shared_ptr<const schema::Snapshot> snapshot);

  Result<SearchResults> search(const SearchRequest& request);
  Result<MarkedArticle> article(schema::DocRef ref, const SearchRequest& request);
  std::vector<schema::DocRef> matches(const SearchRequest& request);       // match_list.cc
  Result<std::vector<Hit>> similar(schema::DocRef ref, std::size_t size);  // similar.cc
  const std::shared_ptr<const schema::Snapshot>& snapshot() const { return snapshot_; }

 private:
  struct Found {
    std::vector<Candidate> candidates;
    bool relaxed = false;
    std::vector<std::string> dropped;
  };

  // The request's query as this index can answer it.
  query::Node understand(const SearchRequest& request, std::vector<AlsoSearched>& also) const;
  Found find(const query::Node& root, const SearchRequest& request);
  std::vector<Candidate> everything() const;
  std::vector<Candidate> collect(const std::vector<std::vector<Matches>>& lists,
                                 const std::vector<bool>& must, size_t required) const;
  void filter(const query::Node& root, const SearchRequest& request,
              std::vector<Candidate>& candidates) const;
  void filter(const SearchRequest& request, std::vector<Candidate>& candidates) const;
  void order(const query::Node& root, const SearchRequest& request,
             std::vector<Candidate>& candidates) const;
  Result<std::vector<Hit>> page(const query::Node& root, const SearchRequest& request,
                                const std::vector<Candidate>& candidates) const;
  std::vector<std::string> matched_forms(schema::DocRef ref,
                                         const std::vector<const query::Node*>& words) const;

  std::shared_ptr<const schema::Snapshot> snapshot_;
  PostingReader postings_;
  Scoring scoring_;
  Matcher matcher_;
};

}  // namespace fihris::search
