#include "indexer/analysis/hamza_seats.h"

#include <algorithm>
#include <array>

namespace fihris::analysis {
namespace {

using std::literals::string_view_literals::operator""sv;

constexpr size_t kLetterBytes = 2;
constexpr auto kSeat = "ئ"sv;
constexpr auto kLine = "ء"sv;
constexpr std::array kWrong{"ائ"sv, "وئ"sv};
constexpr std::array kSeats{"ئ"sv, "ؤ"sv, "ء"sv, "أ"sv};
// Of the dual, too.
constexpr std::array kPronouns{"ه"sv,  "ها"sv, "هم"sv, "هن"sv, "هما"sv, "ك"sv,
                               "كم"sv, "ي"sv,  "نا"sv, "ين"sv, "ان"sv};

// Whether ة follows, or what it is before a pronoun or in the plural.
bool goes_on_like_teh(std::string_view rest) {
  if (rest == "ة"sv) return true;
  const bool plural = rest.starts_with("ات"sv);
  if (!plural && !rest.starts_with("ت"sv)) return false;
  const std::string_view pronoun = rest.substr(plural ? 2 * kLetterBytes : kLetterBytes);
  if (pronoun.empty()) return plural;  // الفائت
  return std::ranges::find(kPronouns, pronoun) != kPronouns.end();
}

}  // namespace

std::string with_seats_by_rule(std::string_view written) {
  std::string word(written);
  for (const std::string_view wrong : kWrong) {
    const size_t at = written.find(wrong);
    if (at == std::string_view::npos) continue;
    const std::string_view before = written.substr(0, at);
    if (before.ends_with("م"sv) || before.ends_with("ا"sv)) continue;  // مائة, مناوئة
    if (!goes_on_like_teh(written.substr(at + wrong.size()))) continue;
    return word.replace(at + kLetterBytes, kSeat.size(), kLine);
  }
  return word;
}

std::vector<std::string> with_other_seats(std::string_view written) {
  std::vector<std::string> spellings;
  for (size_t at = kLetterBytes; at < written.size(); at += kLetterBytes) {
    const std::string_view letter = written.substr(at, kLetterBytes);
    if (std::ranges::find(kSeats, letter) == kSeats.end()) continue;
    if (written.substr(at + kLetterBytes).starts_with("ي"sv)) continue;  // غذائي
    const auto add = [&](std::string_view instead) {
      std::string word(written);
      spellings.push_back(word.replace(at, kLetterBytes, instead));
    };
    for (const std::string_view seat : kSeats) {
      if (seat != letter) add(seat);
    }
    if (letter == "ؤ"sv) add("ؤو"sv);
  }
  return spellings;
}

}  // namespace fihris::analysis
