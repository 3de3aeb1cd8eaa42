// Posting lists of a snapshot, read from Xapian.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/scoring.h"

namespace fihris::search {

struct Posting {
  schema::Doc doc;
  std::uint32_t frequency;  // words of the title count kTitleWeight times
};

struct Match {
  schema::Doc doc;
  float score;
};

// Sorted by doc.
using Matches = std::vector<Match>;

// Not thread-safe (no Xapian object is); one for each thread.
class PostingReader {
 public:
  PostingReader(const schema::Snapshot& snapshot, const Scoring& scoring);

  // The articles of a segment that have the term, in order.
  void read(std::uint32_t segment, std::string_view term, std::vector<Posting>& out) const;

  // The same, each with what that is worth before idf
  // (Scoring::saturation). Valid until trim(). Decoded lists are kept, for the next query that has
  // the term.
  const Matches& matches(std::uint32_t segment, schema::Term term);

  // Forgets the kept lists if they have grown beyond kKeptBytes. To be called between queries.
  void trim();

 private:
  static constexpr std::size_t kKeptBytes = std::size_t{12} << 20U;

  const schema::Snapshot& snapshot_;
  const Scoring& scoring_;
  std::vector<Xapian::Database> databases_;                      // by segment
  std::vector<std::unordered_map<schema::Term, Matches>> kept_;  // by segment
  std::size_t kept_bytes_ = 0;
};

}  // namespace fihris::search
