// Second step of the ranking: looks at how the query's words stand in the best candidates.
//
// On top of BM25 over terms: the written forms as typed (a word as it was asked for beats a
// relative of it), words in the opening of an article, many of the words within one paragraph, all
// of them close together, and pairs of words exactly as typed, function words included.
// The very best of them are looked at once more, for runs of letters that they share with the
// query. Read from the word streams of the candidates only, so the cost does not grow with the
// index. What each part brings: README, design notes (D. Metzler, W. Croft: A Markov random field
// model for term dependencies, 2005, has the idea of the pairs).
#pragma once

#include <span>

#include "indexer/schema/snapshot.h"
#include "server/search/candidate_order.h"
#include "server/search/query_words.h"
#include "server/search/ranking_weights.h"
#include "server/search/scoring.h"

namespace fihris::search {

// Adds to the candidates' scores and orders them by `before`.
void rerank(const schema::Snapshot& snapshot, const Scoring& scoring, QueryWords& words,
            const RankingWeights& weights, std::span<Candidate> candidates,
            const CandidateOrder& before);

}  // namespace fihris::search
