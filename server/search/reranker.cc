#include "server/search/reranker.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "server/search/gram_evidence.h"
#include "server/search/sightings.h"

namespace fihris::search {
namespace {

// Found by coordinate ascent on halves of two judged sets, checked on the other halves.
constexpr double kWrittenWeight = 0.4;
constexpr double kOpeningWeight = 0.5;
constexpr double kWindowWeight = 1.1;
constexpr double kSpanWeight = 0.7;
constexpr double kTypedPairWeight = 0.5;  // of the query's mean idf
constexpr double kGramWeight = 0.4;

double worth(const Sightings& seen, const std::vector<QueryWord>& words, const Scoring& scoring,
             std::uint32_t length) {
  const auto saturated = [&](std::uint32_t times) {
    return times == 0 ? 0 : scoring.saturation(times, length);
  };
  const auto count = static_cast<double>(words.size());
  double idf_sum = 0;
  double sum = kWindowWeight * seen.window;
  for (std::size_t k = 0; k < words.size(); ++k) {
    idf_sum += words[k].idf;
    sum += words[k].idf * (kWrittenWeight * saturated(seen.written.at(k)) +
                           kOpeningWeight * saturated(seen.opening.at(k)));
  }
  if (seen.span != 0) sum += kSpanWeight * idf_sum * std::min(1.0, count / seen.span);
  return sum + kTypedPairWeight * idf_sum / count * seen.typed_pairs;
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
            std::span<Candidate> candidates, const CandidateOrder& before) {
  if (words.wanted().empty()) return;
  BySegment<SightingReader> sightings(snapshot);
  for (Candidate& candidate : candidates) {
    const auto [segment, doc] = candidate.ref;
    const Sightings seen = sightings.of(segment, snapshot, segment, words).read(doc);
    candidate.score +=
        worth(seen, words.wanted(), scoring, snapshot.segments[segment]->lengths[doc]);
  }
  std::ranges::sort(candidates, before);
  const std::span<Candidate> best = candidates.first(std::min(kGramDepth, candidates.size()));
  BySegment<GramEvidence> grams(snapshot);
  for (Candidate& candidate : best) {
    const auto [segment, doc] = candidate.ref;
    candidate.score +=
        kGramWeight * grams.of(segment, snapshot, scoring, segment, words).worth(doc);
  }
  std::ranges::sort(best, before);
}

}  // namespace fihris::search
