// Posting lists of a snapshot, read from Xapian.
#pragma once

#include <xapian.h>

#include <string_view>
#include <vector>

#include "indexer/schema/snapshot.h"

namespace fihris::search {

struct Posting {
  schema::Doc doc;
  std::uint32_t frequency;  // words of the title count kTitleWeight times
};

// Not thread-safe (no Xapian object is); cheap to keep, one for each thread.
class PostingReader {
 public:
  explicit PostingReader(const schema::Snapshot& snapshot);

  // The articles of a segment that have the term, in order. Empty if there are none.
  void read(std::uint32_t segment, std::string_view term, std::vector<Posting>& out) const;

 private:
  std::vector<Xapian::Database> databases_;  // by segment
};

}  // namespace fihris::search
