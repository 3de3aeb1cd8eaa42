// A value for each word of a segment's vocabulary, all zero but for a few.
//
// The large arrays behind it are reused from query to query: the destructor clears what was set.
//   WordTable<std::uint16_t> table(segment.words.size());
//   table.at(word) = 1;       // sets
//   if (table[word] != 0) ... // reads
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "indexer/schema/segment.h"

namespace fihris::search {

// Not thread-safe; made and destroyed by the same thread.
template <typename T>
class WordTable {
 public:
  explicit WordTable(std::size_t words) {
    std::vector<Arrays>& free = free_arrays();
    if (!free.empty()) {
      arrays_ = std::move(free.back());
      free.pop_back();
    }
    if (arrays_.values.size() >= words) return;
    arrays_.values.resize(words, T{});
    arrays_.is_set.resize(words / kBits + 1, 0);
  }
  ~WordTable() {
    for (const schema::Word word : touched_) {
      arrays_.values[word] = T{};
      arrays_.is_set[word / kBits] = 0;
    }
    free_arrays().push_back(std::move(arrays_));
  }
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;

  T operator[](schema::Word word) const {
    if ((arrays_.is_set[word / kBits] >> word % kBits & 1U) == 0) [[likely]] {
      return T{};
    }
    return arrays_.values[word];
  }
  // To be given a value that is not zero.
  T& at(schema::Word word) {
    if (arrays_.values[word] == T{}) touched_.push_back(word);
    arrays_.is_set[word / kBits] |= std::uint64_t{1} << word % kBits;
    return arrays_.values[word];
  }

 private:
  static constexpr std::size_t kBits = 64;
  struct Arrays {
    std::vector<T> values;
    std::vector<std::uint64_t> is_set;  // a bit a word: small enough for the nearest cache
  };
  static std::vector<Arrays>& free_arrays() {
    static thread_local std::vector<Arrays> arrays;
    return arrays;
  }

  Arrays arrays_;
  std::vector<schema::Word> touched_;
};

}  // namespace fihris::search
