#include "server/search/postings.h"

#include <string>

namespace fihris::search {

PostingReader::PostingReader(const schema::Snapshot& snapshot, const Scoring& scoring)
    : snapshot_(snapshot), scoring_(scoring), kept_(snapshot.segments.size()) {
  for (const auto& segment : snapshot.segments) {
    databases_.emplace_back(segment->postings_path());
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

const Matches& PostingReader::matches(std::uint32_t segment, schema::Term term) {
  const auto [at, is_new] = kept_[segment].try_emplace(term);
  Matches& matches = at->second;
  if (!is_new) return matches;
  const schema::Segment& in = *snapshot_.segments[segment];
  static thread_local std::vector<Posting> postings;
  read(segment, in.terms[term], postings);
  matches.reserve(postings.size());
  for (const auto& [doc, frequency] : postings) {
    matches.push_back({doc, static_cast<float>(scoring_.saturation(frequency, in.lengths[doc]))});
  }
  kept_bytes_ += matches.capacity() * sizeof(Match);
  return matches;
}

void PostingReader::trim() {
  if (kept_bytes_ <= kKeptBytes) return;
  for (auto& lists : kept_) lists.clear();
  kept_bytes_ = 0;
}

}  // namespace fihris::search
