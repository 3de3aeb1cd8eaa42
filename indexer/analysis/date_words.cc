#include "indexer/analysis/date_words.h"

#include <algorithm>
#include <charconv>

#include "indexer/analysis/data.h"
#include "indexer/analysis/table.h"

namespace fihris::analysis {
namespace {

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

const DateWords& DateWords::instance() {
  static const DateWords words;
  return words;
}

DateWords::DateWords() {
  for (const TableRow& row : parse_table(kMonths)) {
    const bool hijri = row.section == "hijri";
    const bool is_month = hijri || row.section == "gregorian";
    for (const std::string_view cell : row.cells) {
      const std::string key = fold_words(cell);
      if (is_month) {
        const auto words = static_cast<std::size_t>(std::ranges::count(key, ' ')) + 1;
        months_[key] = {to_int(row.cells.front()), hijri, words};
      } else if (row.section == "era") {
        eras_[key] = row.cells.front().front();
      } else {
        sections_[std::string(row.section)].insert(key);
      }
    }
  }
  months_.erase("0");  // the column of numbers
}

MonthName DateWords::month_at(std::span<const Piece> pieces) const {
  constexpr std::size_t kLongestName = 2;
  MonthName found;
  std::string key;
  for (std::size_t i = 0; i < std::min(kLongestName, pieces.size()); ++i) {
    if (!key.empty()) key += ' ';
    key += pieces[i].folded;
    if (const auto it = months_.find(key); it != months_.end()) found = it->second;
  }
  return found;
}

bool DateWords::has(std::string_view section, const std::string& word) const {
  const auto it = sections_.find(section);
  return it != sections_.end() && it->second.contains(word);
}

char DateWords::era(const std::string& word) const {
  const auto it = eras_.find(word);
  return it == eras_.end() ? '\0' : it->second;
}

}  // namespace fihris::analysis
