// Second step of the ranking: looks at how the query's words stand in the best candidates.
//
// On top of BM25 over terms: the written forms as typed (a word as it was asked for beats a
// relative of it), pairs of neighbouring query words side by side, and pairs within a short window.
// Read from the word streams of the candidates only, so the cost does not grow with the index.
// Weights: see the README's design notes (D. Metzler, W. Croft: A Markov random field model for
// term dependencies, 2005, has the idea).
#pragma once

#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"
#include "server/search/scoring.h"

namespace fihris::search {

inline constexpr size_t kRerankDepth = 100;

struct Candidate {
  schema::DocRef ref;
  double score = 0;
  double base_score = 0;  // of the first step; explain shows both
};

// Adds to the candidates' scores; the order is left to the caller.
void rerank(const schema::Snapshot& snapshot, const Scoring& scoring, const query::Node& root,
            std::vector<Candidate>& candidates);

// The word nodes of a tree that an article should have, in the order of the query.
std::vector<const query::Node*> wanted_words(const query::Node& root);

}  // namespace fihris::search
