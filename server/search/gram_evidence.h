// How much of the letters of a query an article has: BM25 over runs of four letters.
//
// Brings up articles that have a word of the query in a form that the stemmer does not know: names
// with endings, dialect, misspellings. Asked for the very best candidates only. Character n-grams
// as index terms for Arabic: P. McNamee, J. Mayfield: Character n-gram tokenization for European
// language text retrieval (2004); here they are found through the vocabulary instead.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/query_words.h"
#include "server/search/scoring.h"
#include "server/search/word_table.h"

namespace fihris::search {

inline constexpr std::size_t kMaxQueryGrams = 96;

// The grams of a query in one segment. Not thread-safe.
class GramEvidence {
 public:
  GramEvidence(const schema::Snapshot& snapshot, const Scoring& scoring, std::uint32_t segment,
               const QueryWords& words);

  double worth(schema::Doc doc);

 private:
  // A gram of a word; a word's grams are chained, the number of the next one + 1 in `next`.
  struct Link {
    std::uint32_t gram;
    std::uint32_t next;
  };

  const schema::Segment& segment_;
  const Scoring& scoring_;
  std::vector<double> idf_;         // by gram of the query
  WordTable<std::uint32_t> first_;  // by word: number of its first link + 1
  std::vector<Link> links_;
  std::vector<std::uint32_t> counts_;  // by gram, in the article at hand
};

}  // namespace fihris::search
