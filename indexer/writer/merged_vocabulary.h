// The vocabularies of all workers as one, as a segment holds it.
//
//   const MergedVocabulary vocabulary(workers);
//   vocabulary.word(batch.worker, word);  // its number in the segment
//   vocabulary.write(tables);
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string_view>
#include <vector>

#include "indexer/analysis/vocabulary.h"
#include "indexer/schema/sections.h"
#include "indexer/writer/batch_writer.h"

namespace fihris::writer {

// The positions of `values` in sorted order: order[rank] = index.
template <typename Less>
std::vector<std::uint32_t> sorted_order(std::size_t count, Less less) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, less);
  return order;
}

// Words are numbered by frequency, so that the streams are short; terms by their bytes, so that a
// prefix is a range. Thread-safe once made.
class MergedVocabulary {
 public:
  explicit MergedVocabulary(const std::vector<std::unique_ptr<BatchWriter>>& workers);

  // The final number of a worker's word.
  std::uint32_t word(std::size_t worker, analysis::WordId word) const {
    return words_of_worker_[worker][word];
  }

  // For each term, in order: visit(term, ids), the ids being those that the workers have for it, or
  // kNoTerm.
  template <typename Visit>
  void for_each_term(Visit visit) const {
    U32s ids(terms_of_worker_.size());
    for (const std::uint32_t term : term_order_) {
      for (std::size_t worker = 0; worker < ids.size(); ++worker) {
        const U32s& of_worker = terms_of_worker_[worker];
        ids[worker] = term < of_worker.size() ? of_worker[term] : kNoTerm;
      }
      visit(terms_[term], ids);
    }
  }
  static constexpr std::uint32_t kNoTerm = UINT32_MAX;

  // The sections of words, terms, grams and name keys.
  void write(schema::SectionWriter& out) const;

 private:
  using U32s = std::vector<std::uint32_t>;

  void add(const BatchWriter& worker);
  void write_links(schema::SectionWriter& out) const;
  void write_name_keys(schema::SectionWriter& out) const;

  analysis::Interner words_, terms_;
  U32s counts_, word_articles_, term_articles_;
  std::vector<U32s> word_terms_;
  std::vector<U32s> words_of_worker_;  // its word -> merged, at the end final, word
  std::vector<U32s> terms_of_worker_;  // merged term -> its term
  U32s word_order_, term_order_;
};

}  // namespace fihris::writer
