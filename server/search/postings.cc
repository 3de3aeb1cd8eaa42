#include "server/search/postings.h"

#include "indexer/schema/index_layout.h"

namespace fihris::search {

PostingReader::PostingReader(const schema::Snapshot& snapshot) {
  for (const auto& segment : snapshot.segments) {
    databases_.emplace_back((segment->dir() / schema::kPostingsFile).string());
  }
}

void PostingReader::read(std::uint32_t segment, std::string_view term,
                         std::vector<Posting>& out) const {
  const Xapian::Database& database = databases_[segment];
  const std::string name(term);
  out.clear();
  const Xapian::PostingIterator end = database.postlist_end(name);
  for (Xapian::PostingIterator at = database.postlist_begin(name); at != end; ++at) {
    out.push_back({*at - 1, at.get_wdf()});
  }
}

}  // namespace fihris::search
