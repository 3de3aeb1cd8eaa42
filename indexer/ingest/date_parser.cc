#include "indexer/ingest/date_parser.h"

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <memory>
#include <span>
#include <vector>

#include "indexer/ingest/date_words.h"
#include "indexer/ingest/fold_words.h"

namespace fihris::ingest {
namespace {

using analysis::CharClass;
using Pieces = std::span<const Piece>;

// Y, M, D: a number; N: the name of a month; `-`: the same separator each time; space: commas,
// dashes and linking words, or nothing.
constexpr std::array<std::string_view, 6> kPatterns{"Y-M-D", "D-M-Y", "M-D-Y",
                                                    "D N Y", "N D Y", "Y N D"};

// Years of numeric dates below this one are of the Hijri calendar.
constexpr int kFirstGregorianYear = 1600;

struct Parts {
  int year = 0;
  int month = 0;
  int day = 0;
  bool hijri = false;
};

struct FoundDate {
  std::chrono::sys_days day;
  bool hijri = false;
  std::size_t pieces = 0;
};

bool is_mark(const Piece& piece, std::string_view marks) {
  return piece.kind == CharClass::separator && piece.folded.size() == 1 &&
         marks.find(piece.folded.front()) != std::string_view::npos;
}

bool is_any_mark(const Piece& piece) { return piece.kind == CharClass::separator; }

bool has_word(std::string_view section, const Piece& piece) {
  return piece.kind != CharClass::separator && DateWords::instance().has(section, piece.folded);
}

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
    if (era == 'h') parts_.hijri = true;
    if (era != '\0') advance(1);
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

std::optional<std::chrono::sys_days> hijri_day(const Parts& parts) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::getGMT()->clone(), icu::Locale("ar@calendar=islamic-umalqura"), error));
  if (U_FAILURE(error)) return std::nullopt;
  calendar->setLenient(false);
  calendar->clear();
  calendar->set(parts.year, parts.month - 1, parts.day);
  const std::chrono::duration<double, std::milli> since_epoch(calendar->getTime(error));
  if (U_FAILURE(error)) return std::nullopt;
  return std::chrono::sys_days(std::chrono::floor<std::chrono::days>(since_epoch));
}

std::optional<std::chrono::sys_days> to_day(const Parts& parts) {
  if (parts.hijri) return hijri_day(parts);
  const std::chrono::year_month_day date{std::chrono::year(parts.year),
                                         std::chrono::month(static_cast<unsigned>(parts.month)),
                                         std::chrono::day(static_cast<unsigned>(parts.day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<FoundDate> date_at(Pieces pieces) {
  for (const std::string_view pattern : kPatterns) {
    PatternMatcher matcher(pieces);
    if (!matcher.match(pattern)) continue;
    matcher.take_era();
    Parts parts = matcher.parts();
    const bool numeric = pattern.find('N') == std::string_view::npos;
    parts.hijri = parts.hijri || (numeric && parts.year < kFirstGregorianYear);
    if (const auto day = to_day(parts)) return FoundDate{*day, parts.hijri, matcher.taken()};
  }
  return std::nullopt;
}

// The Gregorian date that a page gives after a Hijri one: «... 1444 هـ الموافق 25 أبريل 2023».
std::optional<FoundDate> equal_behind(Pieces pieces) {
  constexpr std::size_t kReach = 4;
  for (std::size_t i = 0; i < std::min(kReach, pieces.size()); ++i) {
    const auto found = date_at(pieces.subspan(i));
    if (found && !found->hijri) return found;
    const bool leads_on =
        is_any_mark(pieces[i]) || has_word("link", pieces[i]) || has_word("weekday", pieces[i]);
    if (!leads_on) break;
  }
  return std::nullopt;
}

// 01:40, 13:05:22: how many pieces a time of day at the front takes.
std::size_t time_at(Pieces pieces) {
  const auto is_number = [&](std::size_t i) {
    return i < pieces.size() && pieces[i].kind == CharClass::digit && pieces[i].folded.size() <= 2;
  };
  const auto is_colon = [&](std::size_t i) { return i < pieces.size() && is_mark(pieces[i], ":"); };
  if (!is_number(0) || !is_colon(1) || !is_number(2)) return 0;
  return is_colon(3) && is_number(4) ? 5 : 3;
}

}  // namespace

std::optional<std::string> parse_date(std::string_view text) {
  const std::vector<Piece> all = split_pieces(text);
  const Pieces pieces(all);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::optional<FoundDate> found = date_at(pieces.subspan(i));
    if (!found) continue;
    if (found->hijri) found = equal_behind(pieces.subspan(i + found->pieces)).value_or(*found);
    const std::chrono::year_month_day date(found->day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  }
  return std::nullopt;
}

bool is_iso_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  const auto fits = [](char c, char shape) {
    return shape == '0' ? c >= '0' && c <= '9' : c == shape;
  };
  if (!std::ranges::equal(text, kShape, fits)) return false;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  return to_day({number(0, 4), number(5, 2), number(8, 2), false}).has_value();
}

std::optional<std::size_t> words_beside_date(std::string_view text) {
  const std::vector<Piece> all = split_pieces(text);
  bool has_date = false;
  std::size_t others = 0;
  for (Pieces rest(all); !rest.empty();) {
    std::size_t taken = time_at(rest);
    if (const auto found = taken == 0 ? date_at(rest) : std::nullopt) taken = found->pieces;
    if (taken == 0 && has_word("weekday", rest.front())) taken = 1;
    has_date = has_date || taken > 0;
    if (taken == 0) {
      const Piece& piece = rest.front();
      const bool known = is_any_mark(piece) || has_word("label", piece) ||
                         has_word("link", piece) || DateWords::instance().era(piece.folded) != '\0';
      others += known ? 0 : 1;
      taken = 1;
    }
    rest = rest.subspan(taken);
  }
  return has_date ? std::optional(others) : std::nullopt;
}

bool is_date_line(std::string_view text) { return words_beside_date(text) == std::size_t{0}; }

}  // namespace fihris::ingest
