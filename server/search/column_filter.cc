#include "server/search/column_filter.h"

#include <algorithm>

namespace fihris::search {
namespace {

std::vector<bool> accepted_names(const std::vector<std::string>& wanted,
                                 const schema::StringList& names) {
  std::vector<bool> accepted;
  if (wanted.empty()) return accepted;
  for (size_t i = 0; i < names.size(); ++i) {
    accepted.push_back(std::ranges::find(wanted, names[i]) != wanted.end());
  }
  return accepted;
}

}  // namespace

ColumnFilter::ColumnFilter(const schema::Snapshot& snapshot, const SearchRequest& request)
    : snapshot_(snapshot),
      request_(request),
      accepts_all_(request.source.empty() && request.author.empty() && request.lang.empty() &&
                   !request.from && !request.to) {
  if (accepts_all_) return;
  for (const auto& segment : snapshot.segments) {
    segments_.push_back({accepted_names(request.source, segment->source_names),
                         accepted_names(request.author, segment->author_names),
                         accepted_names(request.lang, segment->lang_names)});
  }
}

void ColumnFilter::apply(std::uint32_t segment, std::vector<schema::Doc>& docs) const {
  if (accepts_all_) return;
  std::erase_if(docs, [&](schema::Doc doc) { return !accepts({segment, doc}); });
}

bool ColumnFilter::accepts(schema::DocRef ref) const {
  if (accepts_all_) return true;
  const schema::Segment& segment = *snapshot_.segments[ref.segment];
  const SegmentFilter& filter = segments_[ref.segment];
  const std::int32_t day = segment.days[ref.doc];
  if ((request_.from || request_.to) && day == schema::kNoDay) return false;
  if ((request_.from && day < *request_.from) || (request_.to && day > *request_.to)) return false;
  const auto has = [](const Accepted& accepted, std::uint32_t name) {
    return accepted.empty() || accepted[name];
  };
  return has(filter.sources, segment.sources[ref.doc]) &&
         has(filter.authors, segment.authors[ref.doc]) && has(filter.langs, segment.langs[ref.doc]);
}

}  // namespace fihris::search
