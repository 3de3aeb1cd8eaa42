// The words of data/months.tsv, folded.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "indexer/analysis/fold_words.h"

namespace fihris::analysis {

struct MonthName {
  int month = 0;
  bool hijri = false;
  std::size_t words = 0;  // how many pieces the name takes
};

// Thread-safe once made.
class DateWords {
 public:
  static const DateWords& instance();

  // The month whose name begins at the first of `pieces`; words == 0: none.
  MonthName month_at(std::span<const Piece> pieces) const;

  // Whether `word` is in the section `section`: "weekday", "link", "label".
  bool has(std::string_view section, const std::string& word) const;

  // 'h' for a Hijri mark («هـ»), 'g' for a Gregorian one («م»), else 0.
  char era(const std::string& word) const;

 private:
  DateWords();

  std::map<std::string, MonthName, std::less<>> months_;
  std::map<std::string, std::set<std::string>, std::less<>> sections_;
  std::map<std::string, char, std::less<>> eras_;
};

}  // namespace fihris::analysis
