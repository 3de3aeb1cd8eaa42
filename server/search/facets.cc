#include "server/search/facets.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace fihris::search {
namespace {

constexpr std::uint32_t kFirstYear = 1000;
constexpr std::uint32_t kLastYear = 2999;
constexpr std::uint32_t kMonths = 12;
constexpr std::uint32_t kNoMonth = (kLastYear - kFirstYear + 1) * kMonths;

std::uint32_t month_of(std::int32_t day) {
  if (day == schema::kNoDay) return kNoMonth;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const int year = static_cast<int>(date.year());
  if (year < static_cast<int>(kFirstYear) || year > static_cast<int>(kLastYear)) return kNoMonth;
  return (static_cast<std::uint32_t>(year) - kFirstYear) * kMonths +
         static_cast<unsigned>(date.month()) - 1;
}

// The most frequent first; of equals, in the order of their names.
FacetCounts most_frequent(FacetCounts counts) {
  const auto end =
      counts.begin() + static_cast<std::ptrdiff_t>(std::min(kMaxFacetValues, counts.size()));
  std::partial_sort(counts.begin(), end, counts.end(), [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  counts.erase(end, counts.end());
  return counts;
}

}  // namespace

FacetTable::FacetTable(const schema::Snapshot& snapshot)
    : snapshot_(snapshot),
      sources_(column(snapshot, &schema::Segment::source_names)),
      authors_(column(snapshot, &schema::Segment::author_names)),
      langs_(column(snapshot, &schema::Segment::lang_names)) {
  for (const auto& segment : snapshot.segments) {
    Numbers& months = months_.emplace_back();
    months.reserve(segment->days.size());
    for (const std::int32_t day : segment->days) months.push_back(month_of(day));
  }
}

FacetTable::Column FacetTable::column(const schema::Snapshot& snapshot,
                                      schema::StringList schema::Segment::*names) {
  Column column;
  std::unordered_map<std::string_view, std::uint32_t> known;
  for (const auto& segment : snapshot.segments) {
    Numbers& numbers = column.numbers.emplace_back();
    const schema::StringList& of_segment = (*segment).*names;
    for (size_t i = 0; i < of_segment.size(); ++i) {
      const auto next = static_cast<std::uint32_t>(column.names.size());
      const auto [at, is_new] = known.try_emplace(of_segment[i], next);
      if (is_new) column.names.push_back(of_segment[i]);
      numbers.push_back(at->second);
    }
  }
  return column;
}

FacetCounter::FacetCounter(const FacetTable& table)
    : table_(table),
      sources_(table.sources_.names.size()),
      authors_(table.authors_.names.size()),
      langs_(table.langs_.names.size()),
      months_(kNoMonth + 1) {}

FacetCounts FacetCounter::named(const FacetTable::Column& column, const Counts& counts) {
  // Only the values that may be shown get their names: there can be thousands of authors.
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0 && !column.names[i].empty()) numbers.push_back(i);
  }
  if (numbers.size() > kMaxFacetValues) {
    const auto more = [&](std::uint32_t a, std::uint32_t b) {
      return counts[a] != counts[b] ? counts[a] > counts[b] : column.names[a] < column.names[b];
    };
    std::ranges::nth_element(numbers, numbers.begin() + kMaxFacetValues, more);
    numbers.resize(kMaxFacetValues);
  }
  FacetCounts values;
  for (const std::uint32_t i : numbers) values.push_back({std::string(column.names[i]), counts[i]});
  return most_frequent(std::move(values));
}

Facets FacetCounter::finish() const {
  FacetCounts years;
  FacetCounts months;
  for (std::uint32_t month = 0; month < kNoMonth; ++month) {
    if (months_[month] == 0) continue;
    const std::string year = std::to_string(kFirstYear + month / kMonths);
    if (years.empty() || years.back().value != year) years.push_back({year, 0});
    years.back().count += months_[month];
    months.push_back({fmt::format("{}-{:02}", year, month % kMonths + 1), months_[month]});
  }
  return {named(table_.sources_, sources_), most_frequent(std::move(years)),
          most_frequent(std::move(months)), named(table_.authors_, authors_),
          named(table_.langs_, langs_)};
}

}  // namespace fihris::search
