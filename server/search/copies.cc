#include "server/search/copies.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

namespace fihris::search {
namespace {

using schema::DocRef;
using schema::Snapshot;

// Of 16 places: with fewer alike, two articles are no copies; from so many on, long ones are, and
// between the two their words are compared.
constexpr unsigned kMaybeCopies = 6;
constexpr unsigned kSurelyCopies = 12;
// So much of the shorter one's runs of three words the longer one has, too. Both are measured on 61
// articles with six edits each, and on the headlines of 1,000 of the news: README, design notes.
constexpr double kCopiedShare = 0.7;
// In shorter texts a run of words weighs too much: they must be the same.
constexpr std::uint32_t kShortText = 32;  // words
constexpr std::uint32_t kLongText = 128;

const schema::CopySignature& signature(const Snapshot& snapshot, DocRef ref) {
  return snapshot.segments[ref.segment]->copy_signatures[ref.doc];
}

// The written words of a body by numbers: those of the segment, or of their letters where articles
// of two segments are compared.
std::vector<std::uint64_t> body_words(const Snapshot& snapshot, DocRef ref, bool by_letters) {
  const schema::Segment& segment = *snapshot.segments[ref.segment];
  std::vector<std::uint64_t> words;
  schema::WordStream stream = segment.stream(ref.doc);
  stream.skip_part();
  for (stream.next(); stream.next() && !stream.is_border();) {
    words.push_back(by_letters ? std::hash<std::string_view>{}(segment.words[stream.word()])
                               : stream.word());
  }
  return words;
}

// Runs of three words as numbers, in order, each once. Of long texts every fourth number, which is
// the same choice in every text: to sort them all takes longer than all else that folding does.
std::vector<std::uint64_t> runs_of(const std::vector<std::uint64_t>& words, bool is_long) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;  // odd, and without a pattern in its bits
  const std::uint64_t chosen = is_long ? UINT64_MAX / 4 : UINT64_MAX;
  std::vector<std::uint64_t> runs;
  runs.reserve(words.size());
  for (std::size_t i = 2; i < words.size(); ++i) {
    const std::uint64_t run =
        ((words[i - 2] * kFactor + words[i - 1]) * kFactor + words[i]) * kFactor;
    if (run <= chosen) runs.push_back(run);
  }
  std::ranges::sort(runs);
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  return runs;
}

double share_of_shorter(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t common = 0;
  // Written without a branch, which would be a guess at each run.
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::uint64_t of_a = a[i];
    const std::uint64_t of_b = b[j];
    common += of_a == of_b ? 1U : 0U;
    i += of_a <= of_b ? 1U : 0U;
    j += of_b <= of_a ? 1U : 0U;
  }
  return static_cast<double>(common) / static_cast<double>(std::max<std::size_t>(1, shorter));
}

// Tells copies among articles. What it has read of one is kept for the next comparison.
class Comparison {
 public:
  explicit Comparison(const Snapshot& snapshot) : snapshot_(snapshot) {}

  bool are_copies(DocRef a, DocRef b, unsigned common) {
    if (common < kMaybeCopies) return false;
    if (common >= kSurelyCopies && std::min(length(a), length(b)) >= kLongText) return true;
    const bool by_letters = a.segment != b.segment;
    Text& text_a = text(a, by_letters);
    Text& text_b = text(b, by_letters);
    const std::size_t shorter = std::min(text_a.words.size(), text_b.words.size());
    if (shorter < kShortText) return shorter != 0 && text_a.words == text_b.words;
    const bool is_long = shorter >= kLongText;
    return share_of_shorter(text_a.runs(is_long), text_b.runs(is_long)) >= kCopiedShare;
  }

 private:
  struct Text {
    std::vector<std::uint64_t> words;
    std::array<std::vector<std::uint64_t>, 2> kept_runs;

    const std::vector<std::uint64_t>& runs(bool is_long) {
      std::vector<std::uint64_t>& kept = kept_runs.at(is_long ? 1 : 0);
      if (kept.empty()) kept = runs_of(words, is_long);
      return kept;
    }
  };

  std::uint32_t length(DocRef ref) const {
    return snapshot_.segments[ref.segment]->lengths[ref.doc];
  }
  Text& text(DocRef ref, bool by_letters) {
    const auto [at, is_new] = texts_.try_emplace({ref, by_letters});
    if (is_new) at->second.words = body_words(snapshot_, ref, by_letters);
    return at->second;
  }

  const Snapshot& snapshot_;
  std::map<std::pair<DocRef, bool>, Text> texts_;
};

}  // namespace

bool are_copies(const Snapshot& snapshot, DocRef a, DocRef b) {
  return Comparison(snapshot).are_copies(a, b,
                                         agreement(signature(snapshot, a), signature(snapshot, b)));
}

size_t fold_copies(const Snapshot& snapshot, std::vector<Candidate>& candidates) {
  const size_t depth = std::min(candidates.size(), kFoldDepth);
  std::vector<schema::CopySignature> kept;  // signatures of the first candidates, side by side
  kept.reserve(depth);
  Comparison comparison(snapshot);
  for (size_t i = 0; i < depth; ++i) {
    const schema::CopySignature& own = signature(snapshot, candidates[i].ref);
    size_t better = 0;
    while (better < kept.size() && !comparison.are_copies(candidates[better].ref, candidates[i].ref,
                                                          agreement(kept[better], own))) {
      ++better;
    }
    if (better < kept.size()) {
      ++candidates[better].copies;
    } else {
      candidates[kept.size()] = candidates[i];
      kept.push_back(own);
    }
  }
  candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(kept.size()),
                   candidates.begin() + static_cast<std::ptrdiff_t>(depth));
  return depth - kept.size();
}

}  // namespace fihris::search
