// Posting lists of a snapshot, read from Xapian.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/scoring.h"

namespace fihris::search {

// An article that has a term, in four bytes: lists are kept to be read again and again.
class Posting {
 public:
  static constexpr schema::Doc kMaxDoc = (1U << 24U) - 1;
  static constexpr std::uint32_t kMaxFrequency =
      255;  // what is beyond counts as much: next to nothing

  // Words of the title count kTitleWeight times.
  Posting(schema::Doc doc, std::uint32_t frequency)
      : packed_(doc << 8U | std::min(frequency, kMaxFrequency)) {}
  schema::Doc doc() const { return packed_ >> 8U; }
  std::uint32_t frequency() const { return packed_ & kMaxFrequency; }

 private:
  std::uint32_t packed_;
};

// In the order of their articles.
using Postings = std::vector<Posting>;

struct Match {
  schema::Doc doc;
  float score;
};

// Sorted by doc.
using Matches = std::vector<Match>;

// Lists that were decoded, for later queries: shared by the threads that search a snapshot, since
// they ask for the same words. Thread-safe.
class PostingCache {
 public:
  using List = std::shared_ptr<const Postings>;
  explicit PostingCache(std::size_t segments) : recent_(segments), older_(segments) {}

  // Null if it is not kept.
  List find(std::uint32_t segment, schema::Term term);
  void add(std::uint32_t segment, schema::Term term, const List& list);

 private:
  static constexpr std::size_t kKeptBytes = std::size_t{22} << 20U;
  using Lists = std::vector<std::unordered_map<schema::Term, List>>;  // by segment
  void keep(std::uint32_t segment, schema::Term term, const List& list);

  std::mutex mutex_;
  // The lists asked for since half of kKeptBytes was last full, and those of the half before that:
  // what is asked for in every half stays.
  Lists recent_, older_;
  std::size_t recent_bytes_ = 0;
};

// Not thread-safe (no Xapian object is); one for each thread. The cache must outlive it.
class PostingReader {
 public:
  PostingReader(const schema::Snapshot& snapshot, const LengthNorms& norms, PostingCache& cache);

  // The articles of a segment that have the term.
  void read(std::uint32_t segment, schema::Term term, Postings& out) const;
  // The same, kept for later queries.
  PostingCache::List keep(std::uint32_t segment, schema::Term term);

  // Calls visit(doc, score) for each of them: BM25, times `worth` in place of the idf.
  template <typename Visit>
  void score(std::uint32_t segment, schema::Term term, float worth, Visit visit) {
    const PostingCache::List list = keep(segment, term);
    const float most = worth * static_cast<float>(kK1 + 1);
    const float* const norms = norms_.of(segment).data();
    for (const Posting posting : *list) {
      const auto frequency = static_cast<float>(posting.frequency());
      visit(posting.doc(), most * frequency / (frequency + norms[posting.doc()]));
    }
  }

 private:
  const schema::Snapshot& snapshot_;
  const LengthNorms& norms_;
  PostingCache& cache_;
  std::vector<Xapian::Database> databases_;  // by segment
};

}  // namespace fihris::search
