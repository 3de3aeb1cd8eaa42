#include "server/search/copies.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
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
// An article so many times as long as its copy tells more than that does, so it is not hidden
// behind it: a copy that lost the last third of its text is just so much shorter.
constexpr double kTellsMore = 1.6;

const schema::CopySignature& signature(const Snapshot& snapshot, DocRef ref) {
  return snapshot.segments[ref.segment]->copy_signatures[ref.doc];
}

std::uint32_t length(const Snapshot& snapshot, DocRef ref) {
  return snapshot.segments[ref.segment]->lengths[ref.doc];
}

bool tells_more(const Snapshot& snapshot, DocRef ref, DocRef than) {
  return length(snapshot, ref) > kTellsMore * length(snapshot, than);
}

// The written words of a body by numbers: those of the segment, or of their letters where articles
// of two segments are compared.
std::vector<std::uint64_t> body_words(const Snapshot& snapshot, DocRef ref, bool by_letters) {
  const schema::Segment& segment = *snapshot.segments[ref.segment];
  std::vector<std::uint64_t> words;
  words.reserve(segment.lengths[ref.doc]);
  schema::WordStream stream = segment.stream(ref.doc);
  stream.skip_part();
  for (stream.next(); stream.next() && !stream.is_border();) {
    words.push_back(by_letters ? std::hash<std::string_view>{}(segment.words[stream.word()])
                               : stream.word());
  }
  return words;
}

// The different runs of three words of a text, as numbers in a hash table with open addressing.
class Runs {
 public:
  Runs() = default;
  // Of long texts every fourth number, which is the same choice in every text.
  Runs(const std::vector<std::uint64_t>& words, bool is_long)
      : slots_(std::bit_ceil(2 * words.size() / (is_long ? 4U : 1U) + 2)) {
    const std::uint64_t chosen = is_long ? UINT64_MAX / 4 : UINT64_MAX;
    for (std::size_t i = 2; i < words.size(); ++i) {
      const std::uint64_t run =
          ((words[i - 2] * kFactor + words[i - 1]) * kFactor + words[i]) * kFactor;
      if (run <= chosen && run != kNone) add(run);
    }
  }

  bool empty() const { return slots_.empty(); }

  // Whether the one with fewer has so large a share of them in common with the other.
  friend bool share(const Runs& a, const Runs& b, double share_of_fewer) {
    const Runs& fewer = a.runs_.size() <= b.runs_.size() ? a : b;
    const Runs& more = a.runs_.size() <= b.runs_.size() ? b : a;
    const auto count = static_cast<double>(fewer.runs_.size());
    // Most pairs that are compared are no copies: they have missed too many long before the end.
    const auto most_missed = static_cast<std::size_t>(std::floor(count * (1 - share_of_fewer)));
    std::size_t missed = 0;
    for (const std::uint64_t run : fewer.runs_) {
      missed += more.slots_[more.slot_of(run)] == run ? 0U : 1U;
      if (missed > most_missed) return false;
    }
    return !fewer.runs_.empty();
  }

 private:
  static constexpr std::uint64_t kNone = 0;
  static constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;  // odd, no pattern in its bits

  // Where it is, or where it would be added.
  std::size_t slot_of(std::uint64_t run) const {
    const std::size_t last = slots_.size() - 1;
    // The middle: the low bits of a product are poor, and the high ones have chosen the run.
    std::size_t slot = (run >> 24U) & last;
    while (slots_[slot] != kNone && slots_[slot] != run) slot = (slot + 1) & last;
    return slot;
  }
  void add(std::uint64_t run) {
    // Chance may choose more than every fourth.
    if (4 * runs_.size() >= 3 * slots_.size()) grow();
    std::uint64_t& slot = slots_[slot_of(run)];
    if (slot == run) return;
    slot = run;
    runs_.push_back(run);
  }
  void grow() {
    slots_.assign(2 * slots_.size(), kNone);
    for (const std::uint64_t run : runs_) slots_[slot_of(run)] = run;
  }

  std::vector<std::uint64_t> runs_;
  std::vector<std::uint64_t> slots_;
};

// The signatures of the articles that are listed, place by place: one is compared with a block of
// others at once.
class SignatureTable {
 public:
  std::size_t size() const { return size_; }
  void add(const schema::CopySignature& signature) {
    for (std::size_t p = 0; p < places_.size(); ++p) {
      places_[p].at(size_ / kBlock)[size_ % kBlock] = signature.places[p];
    }
    ++size_;
  }
  // The first one that may be a copy, by its number, and for which is_copy(number, places in which
  // it agrees) is true; size() if there is none.
  template <typename IsCopy>
  std::size_t find(const schema::CopySignature& signature, IsCopy is_copy) const {
    for (std::size_t begin = 0; begin < size_; begin += kBlock) {
      const Block common = agreements(signature, begin / kBlock);
      const auto maybe =
          std::bit_cast<std::array<std::uint64_t, 2>>(common >= kMaybeCopies - Block{});
      if ((maybe[0] | maybe[1]) == 0) continue;
      for (std::size_t i = 0; i < kBlock && begin + i < size_; ++i) {
        if (common[i] >= kMaybeCopies && is_copy(begin + i, common[i])) return begin + i;
      }
    }
    return size_;
  }

 private:
  static constexpr std::size_t kBlock = 16;
  // Written as a vector: of an array, GCC 12 compares one by one.
  using Block = std::uint8_t __attribute__((vector_size(kBlock)));

  // In how many places each of a block agrees.
  Block agreements(const schema::CopySignature& signature, std::size_t block) const {
    Block counts{};
    for (std::size_t p = 0; p < places_.size(); ++p) {
      // A comparison gives 0 or -1.
      counts -= static_cast<Block>(places_[p][block] == signature.places[p] - Block{});
    }
    return counts;
  }

  std::array<std::array<Block, (kFoldDepth + kBlock - 1) / kBlock>, schema::CopySignature::kPlaces>
      places_{};
  std::size_t size_ = 0;
};

// Tells copies among articles. What it has read of one is kept for the next comparison.
class Comparison {
 public:
  explicit Comparison(const Snapshot& snapshot) : snapshot_(snapshot) {}

  bool are_copies(DocRef a, DocRef b, unsigned common) {
    if (common < kMaybeCopies) return false;
    if (common >= kSurelyCopies &&
        std::min(length(snapshot_, a), length(snapshot_, b)) >= kLongText) {
      return true;
    }
    const bool by_letters = a.segment != b.segment;
    Text& text_a = text(a, by_letters);
    Text& text_b = text(b, by_letters);
    const std::size_t shorter = std::min(text_a.words.size(), text_b.words.size());
    if (shorter < kShortText) return shorter != 0 && text_a.words == text_b.words;
    const bool is_long = shorter >= kLongText;
    return share(text_a.runs(is_long), text_b.runs(is_long), kCopiedShare);
  }

 private:
  struct Text {
    std::vector<std::uint64_t> words;
    std::array<Runs, 2> kept_runs;

    const Runs& runs(bool is_long) {
      Runs& kept = kept_runs.at(is_long ? 1 : 0);
      if (kept.empty()) kept = Runs(words, is_long);
      return kept;
    }
  };

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

CopyMemo::CopyMemo(const Snapshot& snapshot) {
  std::uint64_t first = 0;
  for (const auto& segment : snapshot.segments) {
    first_numbers_.push_back(first);
    first += segment->article_count();
  }
}

// Two numbers of 31 bits; that many articles would take some terabytes.
std::uint64_t CopyMemo::pair_of(DocRef a, DocRef b) const {
  const auto [low, high] =
      std::minmax({first_numbers_[a.segment] + a.doc, first_numbers_[b.segment] + b.doc});
  return low << 32U | high << 1U;
}

std::size_t CopyMemo::place_of(std::uint64_t pair) {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;
  return (pair ^ pair >> 31U) * kMix >> (64U - kPlaceBits);
}

std::optional<bool> CopyMemo::find(DocRef a, DocRef b) const {
  const std::uint64_t pair = pair_of(a, b);
  const std::uint64_t known = answers_[place_of(pair)].load(std::memory_order_relaxed);
  if ((known & ~std::uint64_t{1}) != pair) return std::nullopt;
  return (known & 1U) != 0;
}

void CopyMemo::add(DocRef a, DocRef b, bool are_copies) {
  const std::uint64_t pair = pair_of(a, b);
  answers_[place_of(pair)].store(pair | (are_copies ? 1U : 0U), std::memory_order_relaxed);
}

size_t fold_copies(const Snapshot& snapshot, CopyMemo& memo, std::vector<Candidate>& candidates) {
  const size_t depth = std::min(candidates.size(), kFoldDepth);
  for (size_t i = 0; i < depth; ++i) __builtin_prefetch(&signature(snapshot, candidates[i].ref));
  SignatureTable kept;  // of the first candidates
  Comparison comparison(snapshot);
  for (size_t i = 0; i < depth; ++i) {
    const schema::CopySignature& own = signature(snapshot, candidates[i].ref);
    const size_t better = kept.find(own, [&](size_t k, unsigned common) {
      const DocRef listed = candidates[k].ref;
      if (tells_more(snapshot, candidates[i].ref, listed)) return false;
      if (const auto known = memo.find(listed, candidates[i].ref)) return *known;
      const bool copies = comparison.are_copies(listed, candidates[i].ref, common);
      memo.add(listed, candidates[i].ref, copies);
      return copies;
    });
    if (better < kept.size()) {
      ++candidates[better].copies;
    } else {
      candidates[kept.size()] = candidates[i];
      kept.add(own);
    }
  }
  candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(kept.size()),
                   candidates.begin() + static_cast<std::ptrdiff_t>(depth));
  return depth - kept.size();
}

}  // namespace fihris::search
