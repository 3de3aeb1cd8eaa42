// Days as a searcher writes them: a day, a month, a year, or a range of these.
//
//   parse_date_range("2015")                    -> 2015-01-01..2015-12-31
//   parse_date_range("يوليو 2015")              -> 2015-07-01..2015-07-31   (all names of
//   months.tsv) parse_date_range("٢٠١٥-٠٧..٢٠١٥-٠٨")         -> 2015-07-01..2015-08-31
//   parse_date_range(">=2015-07"), ("2015-07..") -> from 2015-07-01
//   parse_date_range("رمضان 1436")              -> 2015-06-18..2015-07-16   (Umm al-Qura calendar)
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace fihris::analysis {

// Days since 1970-01-01, both inclusive.
struct DayRange {
  static constexpr std::int32_t kFirst = std::numeric_limits<std::int32_t>::min() + 1;
  static constexpr std::int32_t kLast = std::numeric_limits<std::int32_t>::max();
  std::int32_t first = kFirst;  // kFirst, kLast: no bound
  std::int32_t last = kLast;
  bool operator==(const DayRange&) const = default;
};

// What the whole of `text` says; nothing if it is no date. A range written backwards is turned
// round: next to Arabic, its ends are easily confused. Thread-safe.
std::optional<DayRange> parse_date_range(std::string_view text);

// 2015-07-01..2015-08-31; an end without a bound is empty.
std::string to_string(const DayRange& range);

}  // namespace fihris::analysis
