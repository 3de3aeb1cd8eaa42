// A value for each word of a segment's vocabulary, all zero but for a few.
//
// The large arrays behind it are reused from query to query, whatever thread answers it: the
// destructor clears what was set.
//   WordTable<std::uint16_t> table(segment.words.size());
//   table.at(word) = 1;       // sets
//   if (table[word] != 0) ... // reads
// codes() takes a reader of an article from one word that has a value to the next one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "indexer/schema/segment.h"
#include "indexer/schema/selected_words.h"

namespace fihris::search {

// Not thread-safe.
template <typename T>
class WordTable {
 public:
  explicit WordTable(std::size_t words) : arrays_(Pool::instance().take()) {
    if (arrays_.values.size() < words) arrays_.values.resize(words, T{});
    if (!arrays_.codes) arrays_.codes = std::make_unique<schema::WordCodeSet>();
  }
  ~WordTable() {
    for (const schema::Word word : touched_) {
      arrays_.values[word] = T{};
      arrays_.codes->remove(word);
    }
    Pool::instance().give_back(std::move(arrays_));
  }
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;

  T operator[](schema::Word word) const {
    return arrays_.codes->may_have(word) ? arrays_.values[word] : T{};
  }
  // Of the words that have a value.
  const schema::WordCodeSet& codes() const { return *arrays_.codes; }
  // Begins to fetch the value of a word that is asked for soon.
  void prefetch(schema::Word word) const { __builtin_prefetch(&arrays_.values[word]); }
  // To be given a value that is not zero.
  T& at(schema::Word word) {
    T& value = arrays_.values[word];
    if (value == T{}) {
      touched_.push_back(word);
      arrays_.codes->add(word);
    }
    return value;
  }

 private:
  struct Arrays {
    std::vector<T> values;
    std::unique_ptr<schema::WordCodeSet> codes;
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
