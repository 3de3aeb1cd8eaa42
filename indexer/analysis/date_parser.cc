#include "indexer/analysis/date_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <vector>

#include "indexer/analysis/date_pattern.h"
#include "indexer/analysis/date_words.h"

namespace fihris::analysis {
namespace {

bool is_any_mark(const Piece& piece) { return piece.kind == CharClass::separator; }

std::optional<WrittenDate> date_at(Pieces pieces) { return date_at(pieces, kDayPatterns); }

// The Gregorian date that a page gives after a Hijri one: «... 1444 هـ الموافق 25 أبريل 2023».
std::optional<WrittenDate> equal_behind(Pieces pieces) {
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
    std::optional<WrittenDate> found = date_at(pieces.subspan(i));
    if (!found) continue;
    if (found->hijri) found = equal_behind(pieces.subspan(i + found->pieces)).value_or(*found);
    const std::chrono::year_month_day date(found->first);
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
  return std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                     std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                     std::chrono::day(static_cast<unsigned>(number(8, 2))))
      .ok();
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

}  // namespace fihris::analysis
