#include "server/search/reranker.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "indexer/analysis/stemmer.h"
#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

constexpr double kWrittenWeight = 0.3;
constexpr double kOpeningWeight = 0.3;
constexpr double kPairWeight = 0.6;
constexpr double kSpanWeight = 1.0;
constexpr double kWindowWeight = 0.15;
constexpr std::uint32_t kWindow = 8;
constexpr std::uint32_t kOpening =
    60;  // tokens: the title and the first sentences say what an article is about

void collect(const Node& node, std::vector<const Node*>& words) {
  if (node.kind == NodeKind::exclude || node.field == query::Field::source) return;
  if (node.kind == NodeKind::word || node.kind == NodeKind::wildcard ||
      node.kind == NodeKind::fuzzy) {
    words.push_back(&node);
  }
  for (const Node& child : node.children) collect(child, words);
}

// Of the forms of a word, those that are spelled as in the query, clitics before them aside: for
// تكلفة also التكلفة and بتكلفة, but not تكاليف.
std::vector<schema::Word> as_typed(const schema::Segment& segment, const Node& word,
                                   const std::vector<schema::Word>& forms) {
  std::vector<schema::Word> same;
  const std::string core = analysis::without_proclitics(word.text);
  for (const schema::Word form : forms) {
    if (analysis::without_proclitics(segment.words[form]) == core) same.push_back(form);
  }
  return same;
}

// What one candidate shows of the query's words.
struct Sightings {
  std::array<std::uint32_t, WordMarks::kMaxBits> written{};  // as typed, but for clitics before it
  std::array<std::uint32_t, WordMarks::kMaxBits> opening{};  // within the first kOpening words
  std::array<std::uint32_t, WordMarks::kMaxBits> pairs{};  // word k with word k + 1 right behind it
  std::array<std::uint32_t, WordMarks::kMaxBits>
      windows{};  // words k and k + 1 within kWindow, any order
  std::uint32_t span =
      0;  // of the shortest run of words that has all of the query's; 0: there is none
};

// The query's words as one segment has them.
class SegmentView {
 public:
  SegmentView(const schema::Segment& segment, const std::vector<const Node*>& words)
      : segment_(segment),
        marks_(segment),
        written_(segment),
        count_(std::min<size_t>(words.size(), WordMarks::kMaxBits)) {
    for (unsigned i = 0; i < count_; ++i) {
      const std::vector<schema::Word> matching = words_matching(segment, *words[i]);
      marks_.add(matching, i);
      written_.add(as_typed(segment, *words[i], matching), i);
    }
  }

  Sightings look(schema::Doc doc) const {
    Sightings seen;
    std::array<std::uint32_t, WordMarks::kMaxBits> last_at{};  // position + 1
    WordMarks::Bits before = 0;
    std::uint32_t position = 0;
    for (schema::WordStream stream = segment_.stream(doc); stream.next(); ++position) {
      if (stream.is_border()) {
        before = 0;
        position += kWindow;
        continue;
      }
      const WordMarks::Bits here = marks_[stream.word()];
      if (here != 0) {
        note(here, before, stream.word(), position, last_at, seen);
        const std::uint32_t first = *std::min_element(
            last_at.begin(), last_at.begin() + static_cast<std::ptrdiff_t>(count_));
        if (first != 0 && (seen.span == 0 || position + 2 - first < seen.span)) {
          seen.span = position + 2 - first;
        }
      }
      before = here;
    }
    return seen;
  }

 private:
  void note(WordMarks::Bits here, WordMarks::Bits before, schema::Word word, std::uint32_t position,
            std::array<std::uint32_t, WordMarks::kMaxBits>& last_at, Sightings& seen) const {
    for (unsigned k = 0; k < count_; ++k) {
      if ((here >> k & 1U) == 0) continue;
      if ((written_[word] >> k & 1U) != 0) ++seen.written.at(k);
      if (position < kOpening) ++seen.opening.at(k);
      if (k > 0 && (before >> (k - 1) & 1U) != 0) ++seen.pairs.at(k - 1);
      const auto near = [&](unsigned other) {
        return last_at.at(other) != 0 && position + 1 - last_at.at(other) <= kWindow;
      };
      if (k > 0 && near(k - 1)) ++seen.windows.at(k - 1);
      if (k + 1 < count_ && near(k + 1)) ++seen.windows.at(k);
      last_at.at(k) = position + 1;
    }
  }

  const schema::Segment& segment_;
  WordMarks marks_;
  WordMarks written_;  // those forms of the words that are as typed
  size_t count_;
};

double idf_of(const Scoring& scoring, const Node& word) {
  return word.terms.empty() ? 0 : scoring.idf(scoring.term_articles(word.terms.front().term));
}

}  // namespace

std::vector<const Node*> wanted_words(const Node& root) {
  std::vector<const Node*> words;
  collect(root, words);
  return words;
}

void rerank(const schema::Snapshot& snapshot, const Scoring& scoring, const Node& root,
            std::vector<Candidate>& candidates) {
  const std::vector<const Node*> words = wanted_words(root);
  if (words.empty()) return;
  const size_t count = std::min<size_t>(words.size(), WordMarks::kMaxBits);
  std::vector<double> idf;
  for (size_t i = 0; i < count; ++i) {
    idf.push_back(idf_of(scoring, *words[i]));
  }
  const double idf_sum = std::accumulate(idf.begin(), idf.end(), 0.0);
  std::vector<std::optional<SegmentView>> views(snapshot.segments.size());
  for (Candidate& candidate : candidates) {
    const schema::Segment& segment = *snapshot.segments[candidate.ref.segment];
    std::optional<SegmentView>& view = views[candidate.ref.segment];
    if (!view) view.emplace(segment, words);
    const Sightings seen = view->look(candidate.ref.doc);
    const std::uint32_t length = segment.lengths[candidate.ref.doc];
    const auto worth = [&](std::uint32_t times) {
      return times == 0 ? 0 : scoring.saturation(times, length);
    };
    if (seen.span != 0 && count > 1) {
      candidate.score +=
          kSpanWeight * idf_sum * std::min(1.0, static_cast<double>(count) / seen.span);
    }
    for (size_t k = 0; k < count; ++k) {
      candidate.score += kWrittenWeight * idf[k] * worth(seen.written.at(k));
      candidate.score += kOpeningWeight * idf[k] * worth(seen.opening.at(k));
      if (k + 1 == count) break;
      const double pair_idf = std::min(idf[k], idf[k + 1]);
      candidate.score += kPairWeight * pair_idf * worth(seen.pairs.at(k));
      candidate.score += kWindowWeight * pair_idf * worth(seen.windows.at(k));
    }
  }
}

}  // namespace fihris::search
