// The filters of a request (source, author, language, days), looked up once for a search.
#pragma once

#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/searcher.h"

namespace fihris::search {

class ColumnFilter {
 public:
  ColumnFilter(const schema::Snapshot& snapshot, const SearchRequest& request);

  bool accepts(schema::DocRef ref) const;
  // Takes out what is not accepted.
  void apply(std::uint32_t segment, std::vector<schema::Doc>& docs) const;

 private:
  // By number of the name; empty: every name.
  using Accepted = std::vector<bool>;
  struct SegmentFilter {
    Accepted sources, authors, langs;
  };

  const schema::Snapshot& snapshot_;
  const SearchRequest& request_;
  bool accepts_all_;
  std::vector<SegmentFilter> segments_;
};

}  // namespace fihris::search
