#include "indexer/analysis/date_pattern.h"

#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>

#include "indexer/analysis/date_words.h"

namespace fihris::analysis {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Years of numeric dates below this one are of the Hijri calendar.
constexpr int kFirstGregorianYear = 1600;

struct Parts {
  int year = 0;
  int month = 0;  // 0: the whole year
  int day = 0;    // 0: the whole month
  bool hijri = false;
  bool era = false;  // is the calendar named behind the year?
};

// Matches the pieces at the front against one pattern.
class PatternMatcher {
 public:
  explicit PatternMatcher(Pieces pieces) : rest_(pieces), size_(pieces.size()) {}

  bool match(std::string_view pattern) {
    return std::ranges::all_of(pattern, [this](char symbol) { return take(symbol); });
  }

  // A word behind the year that names the calendar.
  void take_era() {
    if (rest_.empty()) return;
    const char era = DateWords::instance().era(rest_.front().folded);
    if (era == '\0') return;
    parts_.hijri = era == 'h';
    parts_.era = true;
    advance(1);
  }

  const Parts& parts() const { return parts_; }
  std::size_t taken() const { return size_ - rest_.size(); }

 private:
  bool take(char symbol) {
    switch (symbol) {
      case 'Y':
        return take_number(4, 4, parts_.year);
      case 'M':
        return take_number(1, 2, parts_.month);
      case 'D':
        return take_number(1, 2, parts_.day);
      case 'N':
        return take_month_name();
      case '-':
        return take_separator();
      default:
        skip_links();
        return true;
    }
  }

  bool take_number(std::size_t min_digits, std::size_t max_digits, int& value) {
    if (rest_.empty() || rest_.front().kind != CharClass::digit) return false;
    const std::string& digits = rest_.front().folded;
    if (digits.size() < min_digits || digits.size() > max_digits) return false;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    advance(1);
    return true;
  }

  // «شباط», or two names of one month: «شباط/فبراير», «فبراير (شباط)».
  bool take_month_name() {
    const MonthName name = DateWords::instance().month_at(rest_);
    if (name.words == 0) return false;
    parts_.month = name.month;
    parts_.hijri = name.hijri;
    advance(name.words);
    Pieces behind = rest_;
    while (!behind.empty() && is_mark(behind.front(), "/-(")) behind = behind.subspan(1);
    const MonthName again = DateWords::instance().month_at(behind);
    if (again.words > 0 && again.month == name.month && again.hijri == name.hijri) {
      rest_ = behind.subspan(again.words);
      if (!rest_.empty() && is_mark(rest_.front(), ")")) advance(1);
    }
    return true;
  }

  bool take_separator() {
    if (rest_.empty() || !is_separator(rest_.front())) return false;
    if (!separator_.empty() && separator_ != rest_.front().folded) return false;
    separator_ = rest_.front().folded;
    advance(1);
    return true;
  }

  static bool is_separator(const Piece& piece) {
    static constexpr std::array<std::string_view, 7> kSeparators{"-", "/", ".", "\\",
                                                                 "‐", "–", "؍"};
    return std::ranges::find(kSeparators, piece.folded) != kSeparators.end();
  }

  void skip_links() {
    while (!rest_.empty() && (is_mark(rest_.front(), ",-/.") || rest_.front().folded == "،" ||
                              has_word("link", rest_.front()))) {
      advance(1);
    }
  }

  void advance(std::size_t count) { rest_ = rest_.subspan(count); }

  Pieces rest_;
  std::size_t size_;
  std::string separator_;
  Parts parts_;
};

struct DaySpan {
  sys_days first;
  sys_days last;
};

std::optional<sys_days> hijri_day(int year, int month, int day) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::getGMT()->clone(), icu::Locale("ar@calendar=islamic-umalqura"), error));
  if (U_FAILURE(error)) return std::nullopt;
  calendar->setLenient(false);
  calendar->clear();
  calendar->set(year, month - 1, day);
  const std::chrono::duration<double, std::milli> since_epoch(calendar->getTime(error));
  if (U_FAILURE(error)) return std::nullopt;
  return sys_days(std::chrono::floor<days>(since_epoch));
}

std::optional<sys_days> gregorian_day(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

std::optional<DaySpan> span_of(const Parts& parts) {
  const auto day_of = parts.hijri ? hijri_day : gregorian_day;
  const auto first = day_of(parts.year, std::max(parts.month, 1), std::max(parts.day, 1));
  if (!first) return std::nullopt;
  if (parts.day != 0) return DaySpan{*first, *first};
  const bool next_year = parts.month == 0 || parts.month == 12;
  const auto next = day_of(parts.year + (next_year ? 1 : 0), next_year ? 1 : parts.month + 1, 1);
  if (!next) return std::nullopt;
  return DaySpan{*first, *next - days(1)};
}

}  // namespace

bool is_mark(const Piece& piece, std::string_view marks) {
  return piece.kind == CharClass::separator && piece.folded.size() == 1 &&
         marks.find(piece.folded.front()) != std::string_view::npos;
}

bool has_word(std::string_view section, const Piece& piece) {
  return piece.kind != CharClass::separator && DateWords::instance().has(section, piece.folded);
}

std::optional<WrittenDate> date_at(Pieces pieces, std::span<const std::string_view> patterns) {
  for (const std::string_view pattern : patterns) {
    PatternMatcher matcher(pieces);
    if (!matcher.match(pattern)) continue;
    matcher.take_era();
    Parts parts = matcher.parts();
    const bool numeric = pattern.find('N') == std::string_view::npos;
    if (numeric && !parts.era) parts.hijri = parts.year < kFirstGregorianYear;
    if (const auto span = span_of(parts)) {
      return WrittenDate{span->first, span->last, parts.hijri, matcher.taken()};
    }
  }
  return std::nullopt;
}

}  // namespace fihris::analysis
