// How much each part of the ranking counts, beside BM25 over terms.
#pragma once

#include <cstddef>

namespace fihris::search {

// Found by coordinate ascent on halves of two judged sets (questions and headlines), checked on the
// other halves. What each is worth: tests/bench/ablation.py, README, design notes.
struct RankingWeights {
  double written = 0.4;      // a word in the form typed
  double opening = 0.5;      // a word in the opening of an article
  double first_place = 0.7;  // how early a word first comes
  double relatives = 1.0;    // other words of the same root
  double window = 1.1;       // words within one paragraph
  double span = 0.7;         // all words close together
  double typed_pairs = 0.5;  // neighbours as typed; of the query's mean idf
  double grams = 0.4;        // letters in common
  std::size_t depth = 60;    // candidates whose words are looked at
  // Of a long query: whose score by terms is at least such a share of the best one's.
  std::size_t long_depth = 80;
  double likely = 0.45;
  std::size_t gram_depth = 20;  // of those, whose letters are
};

}  // namespace fihris::search
