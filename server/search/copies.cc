#include "server/search/copies.h"

#include <algorithm>
#include <functional>
#include <iterator>

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
  std::vector<std::uint64_t> common;
  std::ranges::set_intersection(a, b, std::back_inserter(common));
  return static_cast<double>(common.size()) /
         static_cast<double>(std::max<std::size_t>(1, std::min(a.size(), b.size())));
}

}  // namespace

bool are_copies(const Snapshot& snapshot, DocRef a, DocRef b) {
  const unsigned common = agreement(signature(snapshot, a), signature(snapshot, b));
  if (common < kMaybeCopies) return false;
  const auto length = [&](DocRef ref) { return snapshot.segments[ref.segment]->lengths[ref.doc]; };
  if (common >= kSurelyCopies && std::min(length(a), length(b)) >= kLongText) return true;
  const bool by_letters = a.segment != b.segment;
  const std::vector<std::uint64_t> words_a = body_words(snapshot, a, by_letters);
  const std::vector<std::uint64_t> words_b = body_words(snapshot, b, by_letters);
  if (words_a == words_b) return !words_a.empty();  // two articles without a body are no copies
  const std::size_t shorter = std::min(words_a.size(), words_b.size());
  if (shorter < kShortText) return false;
  const bool is_long = shorter >= kLongText;
  return share_of_shorter(runs_of(words_a, is_long), runs_of(words_b, is_long)) >= kCopiedShare;
}

size_t fold_copies(const Snapshot& snapshot, std::vector<Candidate>& candidates) {
  const size_t depth = std::min(candidates.size(), kFoldDepth);
  std::vector<schema::CopySignature> kept;  // signatures of the first candidates, side by side
  kept.reserve(depth);
  for (size_t i = 0; i < depth; ++i) {
    const schema::CopySignature& own = signature(snapshot, candidates[i].ref);
    size_t better = 0;
    while (better < kept.size() &&
           (agreement(kept[better], own) < kMaybeCopies ||
            !are_copies(snapshot, candidates[better].ref, candidates[i].ref))) {
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
