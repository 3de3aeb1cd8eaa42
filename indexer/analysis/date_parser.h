// Dates as Arabic pages write them. All functions are thread-safe and never fail on any text.
//
//   parse_date("الإثنين، 22 سبتمبر 2025")      -> 2025-09-22
//   parse_date("3 كانون الثاني/يناير 2020")    -> 2020-01-03
//   parse_date("٤-٢-٢٠٢٥")                     -> 2025-02-04     (day first)
//   parse_date("15 رمضان 1445 هـ")             -> 2024-03-25     (Umm al-Qura calendar)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fihris::analysis {

// The first date in `text`, as YYYY-MM-DD; none where day, month or year is missing. Of a Hijri
// date with its Gregorian equal behind it, the latter: calendars differ by a day, and the writer
// knew.
std::optional<std::string> parse_date(std::string_view text);

// Is `text` already a date of the form YYYY-MM-DD that exists?
bool is_iso_date(std::string_view text);

// What else stands in a line about a date: words and numbers that belong to no date, time, weekday
// or label such as «نشر في». None if there is neither a date nor a time in it.
//   words_beside_date("نشر في: 4 فبراير 2025 - 01:40 ص") == 0
//   words_beside_date("بيروت، أحمد علي، 4 فبراير 2025") == 3
std::optional<std::size_t> words_beside_date(std::string_view text);

// Whether a line is only a date, a weekday or a time of day.
bool is_date_line(std::string_view text);

}  // namespace fihris::analysis
