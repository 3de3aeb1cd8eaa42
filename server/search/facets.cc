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

// The keys, numbered in their order.
std::vector<std::string> number_in_order(std::map<std::string_view, std::uint32_t>& numbers) {
  std::vector<std::string> values;
  for (auto& [value, number] : numbers) {
    number = static_cast<std::uint32_t>(values.size());
    values.emplace_back(value);
  }
  return values;
}

}  // namespace

FacetTable::FacetTable(const schema::Snapshot& snapshot) {
  for (const auto& segment : snapshot.segments) rows_.emplace_back(segment->article_count());
  using schema::Segment;
  sources_ = add_names(snapshot, &Segment::source_names, &Segment::sources, &Row::source);
  authors_ = add_names(snapshot, &Segment::author_names, &Segment::authors, &Row::author);
  langs_ = add_names(snapshot, &Segment::lang_names, &Segment::langs, &Row::lang);
  months_ = add_months(snapshot);
  add_years();
}

FacetTable::Values FacetTable::add_names(const schema::Snapshot& snapshot,
                                         schema::StringList schema::Segment::*names,
                                         std::span<const std::uint32_t> schema::Segment::*column,
                                         std::uint32_t Row::*number) {
  std::map<std::string_view, std::uint32_t> numbers;
  for (const auto& segment : snapshot.segments) {
    const schema::StringList& own = (*segment).*names;
    for (std::size_t i = 0; i < own.size(); ++i) numbers.emplace(own[i], 0);
  }
  Values values = number_in_order(numbers);
  for (std::size_t s = 0; s < rows_.size(); ++s) {
    const schema::Segment& segment = *snapshot.segments[s];
    std::vector<std::uint32_t> by_own;
    for (std::size_t i = 0; i < (segment.*names).size(); ++i) {
      by_own.push_back(numbers[(segment.*names)[i]]);
    }
    for (std::size_t doc = 0; doc < rows_[s].size(); ++doc) {
      rows_[s][doc].*number = by_own[(segment.*column)[doc]];
    }
  }
  return values;
}

FacetTable::Values FacetTable::add_months(const schema::Snapshot& snapshot) {
  std::unordered_map<std::int32_t, std::string> of_day;
  for (const auto& segment : snapshot.segments) {
    for (const std::int32_t day : segment->days) of_day.try_emplace(day);
  }
  std::map<std::string_view, std::uint32_t> numbers;
  for (auto& [day, month] : of_day) {
    month = month_of(day);
    numbers.emplace(month, 0);
  }
  Values values = number_in_order(numbers);
  std::unordered_map<std::int32_t, std::uint32_t> by_day;
  for (const auto& [day, month] : of_day) by_day[day] = numbers[month];
  for (std::size_t s = 0; s < rows_.size(); ++s) {
    for (std::size_t doc = 0; doc < rows_[s].size(); ++doc) {
      rows_[s][doc].month = by_day[snapshot.segments[s]->days[doc]];
    }
  }
  return values;
}

void FacetTable::add_years() {
  for (const std::string& month : months_) {
    const std::string_view year = std::string_view(month).substr(0, kYearDigits);
    if (years_.empty() || years_.back() != year) years_.emplace_back(year);
    year_of_month_.push_back(static_cast<std::uint32_t>(years_.size() - 1));
  }
}

FacetCounter::FacetCounter(const FacetTable& table)
    : table_(table),
      sources_(table.sources_.size()),
      authors_(table.authors_.size()),
      langs_(table.langs_.size()),
      months_(table.months_.size()) {}

void FacetCounter::add(std::uint32_t segment, std::span<const schema::Doc> docs) {
  constexpr std::size_t kAhead = 16;  // rows to fetch while others are counted
  const std::vector<FacetTable::Row>& rows = table_.rows_[segment];
  for (std::size_t i = 0; i < docs.size(); ++i) {
    if (i + kAhead < docs.size()) __builtin_prefetch(&rows[docs[i + kAhead]]);
    const FacetTable::Row& row = rows[docs[i]];
    sources_.add(row.source);
    authors_.add(row.author);
    langs_.add(row.lang);
    months_.add(row.month);
  }
}

Facets FacetCounter::finish() const {
  Counts years(table_.years_.size());
  for (std::size_t i = 0; i < months_.seen_count; ++i) {
    const std::uint32_t month = months_.seen[i];
    years.add(table_.year_of_month_[month], months_.of[month]);
  }
  return {.source = sources_.most_frequent(table_.sources_),
          .year = years.most_frequent(table_.years_),
          .month = months_.most_frequent(table_.months_),
          .author = authors_.most_frequent(table_.authors_),
          .lang = langs_.most_frequent(table_.langs_)};
}

// Of equals, in the order of their bytes, which is that of `values`. Only those to be shown are
// sorted and copied.
FacetCounts FacetCounter::Counts::most_frequent(std::span<const std::string> values) const {
  const auto more = [&](std::uint32_t a, std::uint32_t b) {
    return of[a] != of[b] ? of[a] > of[b] : a < b;
  };
  std::vector<std::uint32_t> best;
  std::uint32_t enough = 0;  // as many values are that frequent as are shown
  for (const std::uint32_t value : std::span(seen).first(seen_count)) {
    if (of[value] < enough || values[value].empty()) continue;
    best.push_back(value);
    if (best.size() < 2 * kMaxFacetValues) continue;
    std::ranges::nth_element(best, best.begin() + kMaxFacetValues - 1, more);
    best.resize(kMaxFacetValues);
    enough = of[best.back()];
  }
  std::ranges::sort(best, more);
  if (best.size() > kMaxFacetValues) best.resize(kMaxFacetValues);
  FacetCounts out;
  for (const std::uint32_t value : best) out.push_back({values[value], of[value]});
  return out;
}

}  // namespace fihris::search
