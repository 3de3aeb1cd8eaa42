// BM25, with statistics over all segments.
//
// S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009); idf as
// in Lucene (never negative).
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/schema/snapshot.h"

namespace fihris::search {

inline constexpr double kK1 = 1.2;
inline constexpr double kB = 0.75;

// Thread-safe.
class Scoring {
 public:
  explicit Scoring(const schema::Snapshot& snapshot) : snapshot_(snapshot) {
    std::uint64_t tokens = 0;
    for (const auto& segment : snapshot.segments) {
      articles_ += segment->article_count();
      tokens += segment->token_count();
    }
    const double average =
        articles_ == 0 ? 1 : static_cast<double>(tokens) / static_cast<double>(articles_);
    length_worth_ = kK1 * kB / average;
  }

  std::uint64_t articles() const { return articles_; }

  double idf(std::uint64_t articles_with) const {
    const auto n = static_cast<double>(articles_with);
    return std::log(1 + (static_cast<double>(articles_) - n + 0.5) / (n + 0.5));
  }

  std::uint64_t term_articles(std::string_view term) const {
    std::uint64_t sum = 0;
    for (const auto& segment : snapshot_.segments) {
      if (const auto found = segment->find_term(term)) sum += segment->term_articles[*found];
    }
    return sum;
  }

  std::uint64_t word_articles(std::string_view written) const {
    std::uint64_t sum = 0;
    for (const auto& segment : snapshot_.segments) {
      if (const auto found = segment->find_word(written)) sum += segment->word_articles[*found];
    }
    return sum;
  }

  // What `frequency` occurrences in an article of `length` tokens are worth, before idf: 0 to k1
  // + 1.
  double saturation(double frequency, std::uint32_t length) const {
    return frequency * (kK1 + 1) / (frequency + norm(length));
  }
  // How many occurrences in an article of `length` tokens are worth half of what they can be.
  double norm(std::uint32_t length) const {
    return kK1 * (1 - kB) + length_worth_ * static_cast<double>(length);
  }

 private:
  const schema::Snapshot& snapshot_;
  std::uint64_t articles_ = 0;
  double length_worth_ = 0;  // of a token of an article, in its norm
};

// The norms of all articles, for those who ask for thousands in a query. Thread-safe.
class LengthNorms {
 public:
  LengthNorms(const schema::Snapshot& snapshot, const Scoring& scoring) {
    for (const auto& segment : snapshot.segments) {
      std::vector<float>& norms = norms_.emplace_back();
      norms.reserve(segment->article_count());
      for (const std::uint32_t length : segment->lengths) {
        norms.push_back(static_cast<float>(scoring.norm(length)));
      }
    }
  }
  // By doc.
  std::span<const float> of(std::uint32_t segment) const { return norms_[segment]; }

 private:
  std::vector<std::vector<float>> norms_;
};

}  // namespace fihris::search
