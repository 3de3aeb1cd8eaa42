#include "server/search/reranker.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "server/search/gram_evidence.h"
#include "server/search/sightings.h"

namespace fihris::search {
namespace {

// A word that first comes here counts half of one that is the first of all.
constexpr double kEarly = 100;

double worth(const Sightings& seen, const std::vector<QueryWord>& words, const Scoring& scoring,
             const RankingWeights& weights, std::uint32_t length) {
  const auto saturated = [&](std::uint32_t times) {
    return times == 0 ? 0 : scoring.saturation(times, length);
  };
  const auto count = static_cast<double>(words.size());
  double idf_sum = 0;
  double sum = weights.window * seen.window;
  for (std::size_t k = 0; k < words.size(); ++k) {
    idf_sum += words[k].idf;
    sum += words[k].idf * (weights.written * saturated(seen.written.at(k)) +
                           weights.opening * saturated(seen.opening.at(k)));
    if (seen.first.at(k) != 0) {
      sum += weights.first_place * words[k].idf / (1 + (seen.first.at(k) - 1) / kEarly);
    }
    if (seen.relatives.at(k) != 0) {
      sum += weights.relatives * words[k].idf *
             (saturated(seen.any.at(k) + seen.relatives.at(k)) - saturated(seen.any.at(k)));
    }
  }
  if (seen.span != 0) sum += weights.span * idf_sum * std::min(1.0, count / seen.span);
  return sum + weights.typed_pairs * idf_sum / count * seen.typed_pairs;
}

// Something made for a segment when its first article is looked at.
template <typename Reader>
class BySegment {
 public:
  explicit BySegment(const schema::Snapshot& snapshot) : readers_(snapshot.segments.size()) {}
  template <typename... Arguments>
  Reader& of(std::uint32_t segment, Arguments&&... arguments) {
    std::optional<Reader>& reader = readers_[segment];
    if (!reader) reader.emplace(std::forward<Arguments>(arguments)...);
    return *reader;
  }

 private:
  std::vector<std::optional<Reader>> readers_;
};

}  // namespace

void rerank(const schema::Snapshot& snapshot, const Scoring& scoring, QueryWords& words,
            const RankingWeights& weights, std::span<Candidate> candidates,
            const CandidateOrder& before) {
  if (words.wanted().empty()) return;
  BySegment<SightingReader> sightings(snapshot);
  for (const Candidate& candidate : candidates) {
    snapshot.segments[candidate.ref.segment]->prefetch_place(candidate.ref.doc);
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i + 1 < candidates.size()) {
      const schema::DocRef next = candidates[i + 1].ref;
      snapshot.segments[next.segment]->prefetch_stream(next.doc);
    }
    Candidate& candidate = candidates[i];
    const auto [segment, doc] = candidate.ref;
    const Sightings seen = sightings.of(segment, snapshot, segment, words).read(doc);
    candidate.score +=
        worth(seen, words.wanted(), scoring, weights, snapshot.segments[segment]->lengths[doc]);
  }
  std::ranges::sort(candidates, before);
  const std::span<Candidate> best =
      candidates.first(std::min(weights.gram_depth, candidates.size()));
  BySegment<GramEvidence> grams(snapshot);
  for (Candidate& candidate : best) {
    const auto [segment, doc] = candidate.ref;
    candidate.score +=
        weights.grams * grams.of(segment, snapshot, scoring, segment, words).worth(doc);
  }
  std::ranges::sort(best, before);
}

}  // namespace fihris::search
