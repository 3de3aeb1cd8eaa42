// A value for each word of a segment's vocabulary, all zero but for a few.
//
// The large array behind it is reused from query to query: the destructor clears what was set.
//   WordTable<std::uint16_t> table(segment.words.size());
//   table.at(word) = 1;       // sets
//   if (table[word] != 0) ... // reads
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/schema/segment.h"

namespace fihris::search {

// Not thread-safe; made and destroyed by the same thread.
template <typename T>
class WordTable {
 public:
  explicit WordTable(std::size_t words) {
    std::vector<std::vector<T>>& free = free_arrays();
    if (!free.empty()) {
      values_ = std::move(free.back());
      free.pop_back();
    }
    if (values_.size() < words) values_.resize(words, T{});
  }
  ~WordTable() {
    for (const schema::Word word : touched_) values_[word] = T{};
    free_arrays().push_back(std::move(values_));
  }
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;

  T operator[](schema::Word word) const { return values_[word]; }
  // To be given a value that is not zero.
  T& at(schema::Word word) {
    if (values_[word] == T{}) touched_.push_back(word);
    return values_[word];
  }

 private:
  static std::vector<std::vector<T>>& free_arrays() {
    static thread_local std::vector<std::vector<T>> arrays;
    return arrays;
  }

  std::vector<T> values_;
  std::vector<schema::Word> touched_;
};

}  // namespace fihris::search
