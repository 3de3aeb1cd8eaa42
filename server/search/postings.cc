#include "server/search/postings.h"

#include <string>
#include <utility>

namespace fihris::search {

PostingCache::List PostingCache::find(std::uint32_t segment, schema::Term term) {
  const std::scoped_lock lock(mutex_);
  const auto recent = recent_[segment].find(term);
  if (recent != recent_[segment].end()) return recent->second;
  const auto older = older_[segment].find(term);
  if (older == older_[segment].end()) return nullptr;
  List list = older->second;
  keep(segment, term, list);
  return list;
}

void PostingCache::add(std::uint32_t segment, schema::Term term, const List& list) {
  const std::scoped_lock lock(mutex_);
  keep(segment, term, list);
}

void PostingCache::keep(std::uint32_t segment, schema::Term term, const List& list) {
  recent_[segment][term] = list;
  recent_bytes_ += list->capacity() * sizeof(Posting);
  if (recent_bytes_ <= kKeptBytes / 2) return;
  older_ = std::exchange(recent_, Lists(recent_.size()));
  recent_bytes_ = 0;
}

PostingReader::PostingReader(const schema::Snapshot& snapshot, const LengthNorms& norms,
                             PostingCache& cache)
    : snapshot_(snapshot), norms_(norms), cache_(cache) {
  for (const auto& segment : snapshot.segments) {
    databases_.emplace_back(segment->postings_path());
  }
}

void PostingReader::read(std::uint32_t segment, schema::Term term, Postings& out) const {
  const schema::Segment& in = *snapshot_.segments[segment];
  const Xapian::Database& database = databases_[segment];
  const std::string name(in.terms[term]);
  out.clear();
  out.reserve(in.term_articles[term]);
  const Xapian::PostingIterator end = database.postlist_end(name);
  for (Xapian::PostingIterator at = database.postlist_begin(name); at != end; ++at) {
    out.emplace_back(*at - 1, at.get_wdf());
  }
}

PostingCache::List PostingReader::keep(std::uint32_t segment, schema::Term term) {
  if (PostingCache::List kept = cache_.find(segment, term)) return kept;
  auto postings = std::make_shared<Postings>();
  read(segment, term, *postings);
  cache_.add(segment, term, postings);
  return postings;
}

}  // namespace fihris::search
