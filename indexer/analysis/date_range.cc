#include "indexer/analysis/date_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/analysis/date_pattern.h"

namespace fihris::analysis {
namespace {

constexpr std::size_t kMaxPieces = 24;  // of a range; longer texts are none

std::int32_t number_of(std::chrono::sys_days day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

// One day, month or year, with words such as «شهر» before it.
std::optional<DayRange> read_period(Pieces pieces) {
  while (!pieces.empty() &&
         (has_word("link", pieces.front()) || has_word("weekday", pieces.front()))) {
    pieces = pieces.subspan(1);
  }
  for (const std::span<const std::string_view> patterns :
       {std::span<const std::string_view>(kDayPatterns),
        std::span<const std::string_view>(kPeriodPatterns)}) {
    for (const std::string_view& pattern : patterns) {
      const auto date = date_at(pieces, {&pattern, 1});
      if (date && date->pieces == pieces.size()) {
        return DayRange{number_of(date->first), number_of(date->last)};
      }
    }
  }
  return std::nullopt;
}

// How many pieces at the front stand between the two ends of a range: «إلى», `..`, `-`.
std::size_t separator_at(Pieces pieces) {
  const auto is_dot = [](const Piece& piece) { return is_mark(piece, "."); };
  const auto dots = std::ranges::find_if_not(pieces, is_dot) - pieces.begin();
  if (dots > 1) return static_cast<std::size_t>(dots);
  static constexpr std::array<std::string_view, 4> kMarks{"-", "–", "—", "…"};
  const bool is_separator = std::ranges::find(kMarks, pieces.front().folded) != kMarks.end() ||
                            has_word("to", pieces.front());
  return is_separator ? 1 : 0;
}

std::optional<DayRange> read_range(Pieces pieces) {
  if (has_word("from", pieces.front())) pieces = pieces.subspan(1);
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    const std::size_t size = separator_at(pieces.subspan(i));
    if (size == 0 || i + size >= pieces.size()) continue;
    const auto a = read_period(pieces.first(i));
    const auto b = a ? read_period(pieces.subspan(i + size)) : std::nullopt;
    if (a && b) return DayRange{std::min(a->first, b->first), std::max(a->last, b->last)};
  }
  return std::nullopt;
}

// A range without one of its ends: what stands before the date, or behind it, and which end the
// date is.
enum class Bound : std::uint8_t { from, after, until, before };
struct OpenRange {
  std::string_view mark;
  Bound bound;
};
constexpr std::array<OpenRange, 7> kMarksBefore{{{">=", Bound::from},
                                                 {"≥", Bound::from},
                                                 {">", Bound::after},
                                                 {"<=", Bound::until},
                                                 {"≤", Bound::until},
                                                 {"<", Bound::before},
                                                 {"..", Bound::until}}};
constexpr std::array<OpenRange, 4> kWordsBefore{{{"from", Bound::from},
                                                 {"after", Bound::after},
                                                 {"until", Bound::until},
                                                 {"before", Bound::before}}};

DayRange open_range(const DayRange& period, Bound bound) {
  DayRange range;
  if (bound == Bound::from) range.first = period.first;
  if (bound == Bound::after) range.first = period.last + 1;
  if (bound == Bound::until) range.last = period.last;
  if (bound == Bound::before) range.last = period.first - 1;
  return range;
}

// How many pieces at the front spell the mark.
std::size_t spells(Pieces pieces, std::string_view mark) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size() && text.size() < mark.size(); ++i) {
    text += pieces[i].folded;
    if (text == mark) return i + 1;
  }
  return 0;
}

std::optional<DayRange> read_open_range(Pieces pieces) {
  for (const OpenRange& open : kMarksBefore) {
    const std::size_t size = spells(pieces, open.mark);
    const auto period = size > 0 ? read_period(pieces.subspan(size)) : std::nullopt;
    if (period) return open_range(*period, open.bound);
  }
  for (const OpenRange& open : kWordsBefore) {
    if (!has_word(open.mark, pieces.front())) continue;
    if (const auto period = read_period(pieces.subspan(1))) return open_range(*period, open.bound);
  }
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const Pieces rest = pieces.subspan(i);
    if (separator_at(rest) != rest.size() || rest.front().folded == "-") continue;
    if (const auto period = read_period(pieces.first(i))) return open_range(*period, Bound::from);
  }
  return std::nullopt;
}

}  // namespace

std::optional<DayRange> parse_date_range(std::string_view text) {
  const std::vector<Piece> pieces = split_pieces(text);
  if (pieces.empty() || pieces.size() > kMaxPieces) return std::nullopt;
  if (const auto range = read_open_range(pieces)) return range;
  if (const auto period = read_period(pieces)) return period;
  return read_range(pieces);
}

std::string to_string(const DayRange& range) {
  const auto day = [](std::int32_t number) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{number}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  };
  return (range.first == DayRange::kFirst ? "" : day(range.first)) + ".." +
         (range.last == DayRange::kLast ? "" : day(range.last));
}

}  // namespace fihris::analysis
