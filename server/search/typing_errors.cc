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
namespace {

char32_t letter_of(Key key) { return key < kAscii ? key : key - 0x80U + 0x600U; }

}  // namespace

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
      for (const char key : keys_of(row.cells[0])) is_vowel_[static_cast<Key>(key)] = true;
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
  for (std::size_t typed = 0; typed < kKeys; ++typed) {
    for (std::size_t meant = 0; meant < kKeys; ++meant) {
      if (replaced_[typed][meant] >= far()) continue;
      near_[typed] |= schema::set_of(letter_of(static_cast<Key>(meant)));
    }
  }
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
