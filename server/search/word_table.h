// A value for each word of a segment's vocabulary, all zero but for a few.
//
// The large arrays behind it are reused from query to query, whatever thread answers it: the
// destructor clears what was set.
//   WordTable<std::uint16_t> table(segment.words.size());
//   table.at(word) = 1;       // sets
//   if (table[word] != 0) ... // reads
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "indexer/schema/segment.h"

namespace fihris::search {

// Not thread-safe.
template <typename T>
class WordTable {
 public:
  explicit WordTable(std::size_t words) {
    arrays_ = Pool::instance().take();
    if (arrays_.values.size() >= words) return;
    arrays_.values.resize(words, T{});
    arrays_.is_set.resize(words / kBits + 1, 0);
  }
  ~WordTable() {
    for (const schema::Word word : touched_) {
      arrays_.values[word] = T{};
      arrays_.is_set[word / kBits] = 0;
    }
    Pool::instance().give_back(std::move(arrays_));
  }
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;

  T operator[](schema::Word word) const {
    if ((arrays_.is_set[word / kBits] >> word % kBits & 1U) == 0) [[likely]] {
      return T{};
    }
    return arrays_.values[word];
  }
  // Begins to fetch the value of a word that is asked for soon.
  void prefetch(schema::Word word) const { __builtin_prefetch(&arrays_.values[word]); }
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
  // Thread-safe. One for all threads: of a server's sixteen few search at a time.
  class Pool {
   public:
    static Pool& instance() {
      static Pool pool;
      return pool;
    }
    Arrays take() {
      const std::scoped_lock lock(mutex_);
      if (free_.empty()) return {};
      Arrays arrays = std::move(free_.back());
      free_.pop_back();
      return arrays;
    }
    void give_back(Arrays arrays) {
      const std::scoped_lock lock(mutex_);
      if (free_.size() < kMostFree) free_.push_back(std::move(arrays));
    }

   private:
    static constexpr std::size_t kMostFree = 8;
    std::mutex mutex_;
    std::vector<Arrays> free_;
  };

  Arrays arrays_;
  std::vector<schema::Word> touched_;
};

}  // namespace fihris::search
