#include "server/search/facets.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <span>
#include <unordered_map>

namespace fihris::search {
namespace {

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2999;
constexpr std::size_t kYearDigits = 4;

std::string month_of(std::int32_t day) {
  if (day == schema::kNoDay) return "";
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const int year = static_cast<int>(date.year());
  if (year < kFirstYear || year > kLastYear) return "";
  return fmt::format("{}-{:02}", year, static_cast<unsigned>(date.month()));
}

// The most frequent first; of equals, in the order of their bytes, which is that of `values`. There
// can be thousands of values: only those to be shown are sorted and copied.
FacetCounts most_frequent(std::span<const std::string> values,
                          std::span<const std::uint32_t> counts) {
  const auto more = [&](std::uint32_t a, std::uint32_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
  };
  std::vector<std::uint32_t> best;
  std::uint32_t enough = 0;  // the values at hand are that frequent
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] <= enough || values[i].empty()) continue;
    best.push_back(i);
    if (best.size() < 2 * kMaxFacetValues) continue;
    std::ranges::nth_element(best, best.begin() + kMaxFacetValues - 1, more);
    best.resize(kMaxFacetValues);
    enough = counts[best.back()];
  }
  std::ranges::sort(best, more);
  if (best.size() > kMaxFacetValues) best.resize(kMaxFacetValues);
  FacetCounts out;
  for (const std::uint32_t i : best) out.push_back({values[i], counts[i]});
  return out;
}

FacetCounts years_of(std::span<const std::string> months, std::span<const std::uint32_t> counts) {
  std::vector<std::string> years;
  std::vector<std::uint32_t> sums;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const std::string_view year = std::string_view(months[i]).substr(0, kYearDigits);
    if (years.empty() || years.back() != year) {
      years.emplace_back(year);
      sums.push_back(0);
    }
    sums.back() += counts[i];
  }
  return most_frequent(years, sums);
}

}  // namespace

FacetTable::FacetTable(const schema::Snapshot& snapshot)
    : snapshot_(snapshot),
      sources_(names(snapshot, &schema::Segment::source_names)),
      authors_(names(snapshot, &schema::Segment::author_names)),
      langs_(names(snapshot, &schema::Segment::lang_names)),
      months_(months(snapshot)) {}

FacetTable::Column FacetTable::names(const schema::Snapshot& snapshot,
                                     schema::StringList schema::Segment::*names) {
  std::vector<std::string_view> all;
  for (const auto& segment : snapshot.segments) {
    const schema::StringList& of_segment = (*segment).*names;
    for (std::size_t i = 0; i < of_segment.size(); ++i) all.push_back(of_segment[i]);
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::unordered_map<std::string_view, std::uint32_t> number;
  for (const std::string_view name : all) {
    number.emplace(name, static_cast<std::uint32_t>(number.size()));
  }
  Column column{.values = {all.begin(), all.end()}, .numbers = {}};
  for (const auto& segment : snapshot.segments) {
    Numbers& numbers = column.numbers.emplace_back();
    const schema::StringList& of_segment = (*segment).*names;
    for (std::size_t i = 0; i < of_segment.size(); ++i) numbers.push_back(number[of_segment[i]]);
  }
  return column;
}

FacetTable::Column FacetTable::months(const schema::Snapshot& snapshot) {
  std::map<std::int32_t, std::string> of_day;
  for (const auto& segment : snapshot.segments) {
    for (const std::int32_t day : segment->days) of_day.try_emplace(day);
  }
  std::map<std::string, std::uint32_t> number;
  for (auto& [day, month] : of_day) number.emplace(month = month_of(day), 0);
  Column column;
  for (auto& [month, i] : number) {
    i = static_cast<std::uint32_t>(column.values.size());
    column.values.push_back(month);
  }
  std::unordered_map<std::int32_t, std::uint32_t> number_of_day;
  for (const auto& [day, month] : of_day) number_of_day[day] = number[month];
  for (const auto& segment : snapshot.segments) {
    Numbers& numbers = column.numbers.emplace_back();
    numbers.reserve(segment->days.size());
    for (const std::int32_t day : segment->days) numbers.push_back(number_of_day[day]);
  }
  return column;
}

FacetCounter::FacetCounter(const FacetTable& table)
    : table_(table),
      sources_(table.sources_.values.size()),
      authors_(table.authors_.values.size()),
      langs_(table.langs_.values.size()),
      months_(table.months_.values.size()) {}

Facets FacetCounter::finish() const {
  return {.source = most_frequent(table_.sources_.values, sources_),
          .year = years_of(table_.months_.values, months_),
          .month = most_frequent(table_.months_.values, months_),
          .author = most_frequent(table_.authors_.values, authors_),
          .lang = most_frequent(table_.langs_.values, langs_)};
}

}  // namespace fihris::search
