#include "server/search/typing_errors.h"

#include <algorithm>
#include <utility>

#include "indexer/analysis/table.h"
#include "indexer/analysis/utf8.h"
#include "server/search/keyboard.h"

namespace fihris {
extern const std::string_view kTypingErrors;
}

namespace fihris::search {
std::string keys_of(std::string_view written) {
  std::string keys;
  for (std::size_t i = 0; i < written.size();) {
    keys += static_cast<char>(key_of(analysis::decode_utf8(written, i)));
  }
  return keys;
}

const TypingErrors& TypingErrors::instance() {
  static const TypingErrors errors;
  return errors;
}

TypingErrors::TypingErrors() {
  read_costs();
  fill_replaced();
  fill_near();
}

void TypingErrors::read_costs() {
  const std::array<std::pair<std::string_view, Cost*>, 13> named{
      {{"any letter", &any_},
       {"missing letter", &missing_},
       {"extra letter", &extra_},
       {"missing vowel", &missing_vowel_},
       {"extra vowel", &extra_vowel_},
       {"missing double", &missing_double_},
       {"extra double", &extra_double_},
       {"extra neighbour", &extra_neighbour_},
       {"two letters swapped", &swapped_},
       {"neighbouring key", &neighbour_},
       {"first letter", &first_letter_},
       {"missing space", &missing_space_},
       {"extra space", &extra_space_}}};
  for (const analysis::TableRow& row : analysis::parse_table(kTypingErrors)) {
    if (row.section == "mistakes") {
      for (const auto& [name, cost] : named) {
        if (name == row.cells[0]) *cost = to_cost(std::stof(std::string(row.cells[1])));
      }
    } else if (row.section == "vowels") {
      for (const char key : keys_of(row.cells[0])) {
        is_vowel_[static_cast<Key>(key)] = true;
        vowels_ |= schema::set_of(letter_of(static_cast<Key>(key)));
      }
    }
  }
}

void TypingErrors::fill_replaced() {
  for (std::size_t a = 0; a < kKeys; ++a) {
    for (std::size_t b = 0; b < kKeys; ++b) {
      neighbours_[a][b] =
          are_neighbouring_keys(letter_of(static_cast<Key>(a)), letter_of(static_cast<Key>(b)));
      replaced_[a][b] = a == b && a != 0 ? Cost{0} : neighbours_[a][b] ? neighbour_ : any_;
    }
  }
  for (const analysis::TableRow& row : analysis::parse_table(kTypingErrors)) {
    if (row.section != "alike") continue;
    const Cost cost = to_cost(std::stof(std::string(row.cells[0])));
    const std::string keys = keys_of(row.cells[1]);
    for (const char a : keys) {
      for (const char b : keys) {
        Cost& known = replaced_[static_cast<Key>(a)][static_cast<Key>(b)];
        known = std::min(known, cost);
      }
    }
  }
}

void TypingErrors::fill_near() {
  for (std::size_t typed = 0; typed < kKeys; ++typed) {
    std::array<schema::LetterSet, kAnyLetter + 1>& near = near_[typed];
    for (std::size_t meant = 0; meant < kKeys; ++meant) {
      const Cost cost = replaced_[typed][meant];
      if (cost >= kAnyLetter) continue;
      near[static_cast<std::size_t>(cost)] |= schema::set_of(letter_of(static_cast<Key>(meant)));
    }
    for (std::size_t cost = 1; cost < near.size(); ++cost) near[cost] |= near[cost - 1];
    near.back() = schema::kAllLetters;
  }
}

schema::LetterSet TypingErrors::missing_within(Cost budget, Key before) const {
  if (budget >= missing_ || (before == 0 && budget >= missing_double_)) return schema::kAllLetters;
  schema::LetterSet letters = budget >= missing_vowel_ ? vowels_ : 0;
  if (budget >= missing_double_) letters |= schema::set_of(letter_of(before));
  return letters;
}

Cost TypingErrors::extra(Key typed, Key before, Key after) const {
  if (typed == before || typed == after) return extra_double_;
  Cost cost = is_vowel_[typed] ? extra_vowel_ : extra_;
  if (neighbours_[typed][before] || neighbours_[typed][after]) {
    cost = std::min(cost, extra_neighbour_);
  }
  return cost;
}

}  // namespace fihris::search
