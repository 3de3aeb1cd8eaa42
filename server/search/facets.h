// Counts of the matching articles by source, year, month, author and language.
#pragma once

#include <cstdint>
#include <span>
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
  using Values = std::vector<std::string>;
  // The numbers of an article's values, side by side: they are counted together.
  struct Row {
    std::uint32_t source, author, lang, month;
  };
  Values add_names(const schema::Snapshot& snapshot, schema::StringList schema::Segment::*names,
                   std::span<const std::uint32_t> schema::Segment::*column,
                   std::uint32_t Row::*number);
  Values add_months(const schema::Snapshot& snapshot);

  std::vector<std::vector<Row>> rows_;  // by segment and doc
  Values sources_, authors_, langs_;
  Values months_;  // 2015-07; "" without a date
};

// Counts articles. Not thread-safe.
class FacetCounter {
 public:
  explicit FacetCounter(const FacetTable& table);
  void add(std::uint32_t segment, std::span<const schema::Doc> docs);
  Facets finish() const;

 private:
  using Counts = std::vector<std::uint32_t>;  // by number of the value

  const FacetTable& table_;
  Counts sources_, authors_, langs_, months_;
};

}  // namespace fihris::search
