#include "server/search/facets.h"

#include <algorithm>
#include <chrono>

namespace fihris::search {
namespace {

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2999;

constexpr size_t kMonths = 12;

// Months since January of kFirstYear.
int month_of(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return (static_cast<int>(date.year()) - kFirstYear) * static_cast<int>(kMonths) +
         static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

FacetCounts most_frequent(const std::map<std::string, std::uint64_t>& counts) {
  FacetCounts out;
  for (const auto& [value, count] : counts) out.push_back({value, count});
  std::ranges::stable_sort(out, std::ranges::greater{}, &FacetValue::count);
  if (out.size() > kMaxFacetValues) out.resize(kMaxFacetValues);
  return out;
}

void add_named(const std::vector<std::uint32_t>& counts, const schema::StringList& names,
               std::map<std::string, std::uint64_t>& out) {
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0 && !names[i].empty()) out[std::string(names[i])] += counts[i];
  }
}

}  // namespace

FacetCounter::FacetCounter(const schema::Snapshot& snapshot)
    : snapshot_(snapshot), months_((kLastYear - kFirstYear + 1) * kMonths) {
  for (const auto& segment : snapshot.segments) {
    counts_.push_back({std::vector<std::uint32_t>(segment->source_names.size()),
                       std::vector<std::uint32_t>(segment->author_names.size()),
                       std::vector<std::uint32_t>(segment->lang_names.size())});
  }
}

void FacetCounter::add(schema::DocRef ref) {
  const schema::Segment& segment = *snapshot_.segments[ref.segment];
  SegmentCounts& counts = counts_[ref.segment];
  ++counts.source[segment.sources[ref.doc]];
  ++counts.author[segment.authors[ref.doc]];
  ++counts.lang[segment.langs[ref.doc]];
  const std::int32_t day = segment.days[ref.doc];
  if (day == schema::kNoDay) return;
  const int month = month_of(day);
  if (month >= 0 && month < static_cast<int>(months_.size())) ++months_[static_cast<size_t>(month)];
}

Facets FacetCounter::finish() const {
  std::map<std::string, std::uint64_t> source;
  std::map<std::string, std::uint64_t> author;
  std::map<std::string, std::uint64_t> lang;
  std::map<std::string, std::uint64_t> year;
  std::map<std::string, std::uint64_t> month;
  for (size_t i = 0; i < counts_.size(); ++i) {
    add_named(counts_[i].source, snapshot_.segments[i]->source_names, source);
    add_named(counts_[i].author, snapshot_.segments[i]->author_names, author);
    add_named(counts_[i].lang, snapshot_.segments[i]->lang_names, lang);
  }
  for (size_t i = 0; i < months_.size(); ++i) {
    if (months_[i] == 0) continue;
    const std::string name = std::to_string(kFirstYear + static_cast<int>(i / kMonths));
    const std::string number = std::to_string(i % kMonths + 1);
    year[name] += months_[i];
    month[std::string(name).append(number.size() < 2 ? "-0" : "-").append(number)] = months_[i];
  }
  return {most_frequent(source), most_frequent(year), most_frequent(month), most_frequent(author),
          most_frequent(lang)};
}

}  // namespace fihris::search
