// A date whose parts stand in a known order: patterns over the pieces of a text.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string_view>

#include "indexer/analysis/fold_words.h"

namespace fihris::analysis {

using Pieces = std::span<const Piece>;

// Y, M, D: a number; N: the name of a month; `-`: the same separator each time; space: commas,
// dashes and linking words, or nothing.
inline constexpr std::array<std::string_view, 6> kDayPatterns{"Y-M-D", "D-M-Y", "M-D-Y",
                                                              "D N Y", "N D Y", "Y N D"};
// A whole month or year.
inline constexpr std::array<std::string_view, 5> kPeriodPatterns{"Y-M", "M-Y", "N Y", "Y N", "Y"};

struct WrittenDate {
  std::chrono::sys_days first;  // of the day, month or year that is written
  std::chrono::sys_days last;
  bool hijri = false;
  std::size_t pieces = 0;  // how many it takes
};

// The date at the front of `pieces` by the first pattern that gives one. Hijri where a Hijri month
// or era is named, and for numeric years before 1600 without an era; by the Umm al-Qura calendar.
// Thread-safe.
std::optional<WrittenDate> date_at(Pieces pieces, std::span<const std::string_view> patterns);

// Whether the piece is one of these ASCII marks; whether it is a word of this section of
// months.tsv.
bool is_mark(const Piece& piece, std::string_view marks);
bool has_word(std::string_view section, const Piece& piece);

}  // namespace fihris::analysis
