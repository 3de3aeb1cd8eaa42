// Counts of the matching articles by source, year, month, author and language.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/schema/snapshot.h"

namespace fihris::search {

struct FacetValue {
  std::string value;
  std::uint64_t count = 0;
};
// Most frequent first.
using FacetCounts = std::vector<FacetValue>;

struct Facets {
  FacetCounts source, year, month, author, lang;
};

inline constexpr size_t kMaxFacetValues = 20;

// Counts one article at a time. Not thread-safe.
class FacetCounter {
 public:
  explicit FacetCounter(const schema::Snapshot& snapshot);
  void add(schema::DocRef ref);
  Facets finish() const;

 private:
  struct SegmentCounts {
    std::vector<std::uint32_t> source, author, lang;
  };
  const schema::Snapshot& snapshot_;
  std::vector<SegmentCounts> counts_;  // by segment, then by number of the name
  std::vector<std::uint32_t> months_;  // from January of kFirstYear
};

}  // namespace fihris::search
