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
  void add_years();

  std::vector<std::vector<Row>> rows_;  // by segment and doc
  Values sources_, authors_, langs_;
  Values months_;  // 2015-07; "" without a date
  Values years_;
  std::vector<std::uint32_t> year_of_month_;  // by number of the month
};

// Counts articles. Not thread-safe.
class FacetCounter {
 public:
  explicit FacetCounter(const FacetTable& table);
  void add(std::uint32_t segment, std::span<const schema::Doc> docs);
  Facets finish() const;

 private:
  // Of one facet. There can be thousands of values, of which the articles found have few.
  struct Counts {
    explicit Counts(std::size_t values) : of(values), seen(values + 1) {}
    void add(std::uint32_t value, std::uint32_t articles = 1) {
      seen[seen_count] = value;  // kept if it is new: written without a branch
      seen_count += of[value] == 0 ? 1U : 0U;
      of[value] += articles;
    }
    FacetCounts most_frequent(std::span<const std::string> values) const;

    std::vector<std::uint32_t> of;    // by number of the value
    std::vector<std::uint32_t> seen;  // those counted, the first seen_count
    std::size_t seen_count = 0;
  };

  const FacetTable& table_;
  Counts sources_, authors_, langs_, months_;
};

}  // namespace fihris::search
