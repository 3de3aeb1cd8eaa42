// Which written forms of a segment's vocabulary stand for the words of a query.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/schema/segment.h"
#include "server/query/query.h"

namespace fihris::search {

// The written forms that a word, wildcard or fuzzy word matches in this segment; the latter two as
// expand() has left them. Sorted.
std::vector<schema::Word> words_matching(const schema::Segment& segment, const query::Node& node);

// A set of bits for each word of a segment: which query words it stands for. Cleared by its
// destructor, so that the large table is reused from query to query. Not thread-safe.
class WordMarks {
 public:
  using Bits = std::uint32_t;
  static constexpr unsigned kMaxBits = 32;

  explicit WordMarks(const schema::Segment& segment);
  ~WordMarks();
  WordMarks(const WordMarks&) = delete;
  WordMarks& operator=(const WordMarks&) = delete;

  void add(const std::vector<schema::Word>& words, unsigned bit);
  Bits operator[](schema::Word word) const { return table_[word]; }

 private:
  std::vector<Bits> table_;
  std::vector<schema::Word> touched_;
};

}  // namespace fihris::search
