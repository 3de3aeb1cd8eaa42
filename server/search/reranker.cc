#include "server/search/reranker.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "server/search/sightings.h"

namespace fihris::search {
namespace {

// Found by coordinate ascent on halves of two judged sets, checked on the other halves.
constexpr double kWrittenWeight = 0.4;
constexpr double kOpeningWeight = 0.5;
constexpr double kWindowWeight = 1.1;
constexpr double kSpanWeight = 0.7;
constexpr double kTypedPairWeight = 0.5;  // of the query's mean idf

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

}  // namespace

void rerank(const schema::Snapshot& snapshot, const Scoring& scoring, QueryWords& words,
            std::span<Candidate> candidates) {
  if (words.wanted().empty()) return;
  std::vector<std::optional<SightingReader>> readers(snapshot.segments.size());
  for (Candidate& candidate : candidates) {
    const auto [segment, doc] = candidate.ref;
    std::optional<SightingReader>& reader = readers[segment];
    if (!reader) reader.emplace(snapshot, segment, words);
    candidate.score +=
        worth(reader->read(doc), words.wanted(), scoring, snapshot.segments[segment]->lengths[doc]);
  }
}

}  // namespace fihris::search
