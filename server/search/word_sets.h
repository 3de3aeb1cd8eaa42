// Which written forms of a segment's vocabulary stand for the words of a query.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/schema/segment.h"
#include "server/query/query.h"
#include "server/search/word_table.h"

namespace fihris::search {

// The written forms that a word, wildcard or fuzzy word matches in this segment; the latter two as
// expand() has left them. Sorted.
std::vector<schema::Word> words_matching(const schema::Segment& segment, const query::Node& node);

// A set of bits for each word of a segment: which query words it stands for. Not thread-safe.
class WordMarks {
 public:
  using Bits = std::uint32_t;
  static constexpr unsigned kMaxBits = 32;

  explicit WordMarks(const schema::Segment& segment) : table_(segment.words.size()) {}

  // Bits beyond kMaxBits are left out.
  void add(const std::vector<schema::Word>& words, unsigned bit) {
    if (bit >= kMaxBits) return;
    for (const schema::Word word : words) table_.at(word) |= Bits{1} << bit;
  }
  Bits operator[](schema::Word word) const { return table_[word]; }
  const schema::WordCodeSet& codes() const { return table_.codes(); }  // of words with a bit

 private:
  WordTable<Bits> table_;
};

}  // namespace fihris::search
