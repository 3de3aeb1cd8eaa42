// Counts of the matching articles by source, year, month, author and language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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

// The values in the columns of a snapshot, numbered over all its segments in the order of their
// bytes. Made once for a generation. Thread-safe.
class FacetTable {
 public:
  explicit FacetTable(const schema::Snapshot& snapshot);

 private:
  friend class FacetCounter;
  using Numbers = std::vector<std::uint32_t>;
  struct Column {
    std::vector<std::string> values;
    std::vector<Numbers> numbers;  // by segment: of names by their number there, of months by doc
  };
  static Column names(const schema::Snapshot& snapshot, schema::StringList schema::Segment::*names);
  static Column months(const schema::Snapshot& snapshot);

  const schema::Snapshot& snapshot_;
  Column sources_, authors_, langs_;
  Column months_;  // 2015-07; "" without a date
};

// Counts one article at a time. Not thread-safe.
class FacetCounter {
 public:
  explicit FacetCounter(const FacetTable& table);
  void add(schema::DocRef ref) {
    const schema::Segment& segment = *table_.snapshot_.segments[ref.segment];
    ++sources_[table_.sources_.numbers[ref.segment][segment.sources[ref.doc]]];
    ++authors_[table_.authors_.numbers[ref.segment][segment.authors[ref.doc]]];
    ++langs_[table_.langs_.numbers[ref.segment][segment.langs[ref.doc]]];
    ++months_[table_.months_.numbers[ref.segment][ref.doc]];
  }
  Facets finish() const;

 private:
  using Counts = std::vector<std::uint32_t>;  // by number of the value

  const FacetTable& table_;
  Counts sources_, authors_, langs_, months_;
};

}  // namespace fihris::search
