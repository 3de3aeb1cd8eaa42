#include "indexer/analysis/joined_names.h"

#include <array>

namespace fihris::analysis {
namespace {

using std::literals::string_view_literals::operator""sv;

constexpr size_t kLetterBytes = 2;       // of a basic Arabic letter in UTF-8
constexpr size_t kMinSecondLetters = 4;  // الله, العزيز: the article and a word

constexpr std::array kFirstWords{"عبد"sv,  "وعبد"sv, "لعبد"sv, "بعبد"sv,
                                 "فعبد"sv, "كعبد"sv, "ولعبد"sv};

}  // namespace

size_t joined_name_border(std::string_view written) {
  constexpr size_t kBytesOfShortest = 14;  // عبدالله
  if (written.size() < kBytesOfShortest) return 0;
  for (const std::string_view first : kFirstWords) {
    if (!written.starts_with(first)) continue;
    const std::string_view second = written.substr(first.size());
    if (second.starts_with("ال") && second.size() >= kMinSecondLetters * kLetterBytes) {
      return first.size() / kLetterBytes;
    }
  }
  return 0;
}

}  // namespace fihris::analysis
