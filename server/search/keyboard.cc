#include "server/search/keyboard.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/utf8.h"

namespace fihris {
extern const std::string_view kKeyboard;
}

namespace fihris::search {
namespace {

using analysis::CharClass;

constexpr std::size_t kMaxReadings = 8;
constexpr std::string_view kLamAlef = "لا";
constexpr char kLamAlefKey = 'b';

char32_t first_of(std::string_view text) {
  std::size_t i = 0;
  return analysis::decode_utf8(text, i);
}

struct Keyboard {
  struct Place {
    int row;
    double column;
  };
  std::unordered_map<std::string_view, std::string_view> to_arabic, to_latin;
  std::unordered_map<char32_t, Place> places;

  Keyboard() {
    for (const analysis::TableRow& row : analysis::parse_table(kKeyboard)) {
      const Place place{std::stoi(std::string(row.section)), std::stod(std::string(row.cells[0]))};
      for (const std::size_t latin : {1U, 3U}) {
        const std::string_view key = row.cells[latin];
        const std::string_view arabic = row.cells[latin + 1];
        to_arabic.emplace(key, arabic);
        if (!is_lam_alef(arabic)) to_latin.emplace(arabic, key);
      }
      places.emplace(first_of(row.cells[1]), place);
      if (!is_lam_alef(row.cells[2])) places.emplace(first_of(row.cells[2]), place);
    }
  }
  static bool is_lam_alef(std::string_view text) { return text.size() == kLamAlef.size(); }
};

const Keyboard& keyboard() {
  static const Keyboard instance;
  return instance;
}

bool has(std::string_view text, CharClass wanted) {
  for (std::size_t i = 0; i < text.size();) {
    if (analysis::char_info(analysis::decode_utf8(text, i)).cls == wanted) return true;
  }
  return false;
}

// The character at the begin of `rest`; digits and what else both layouts share stay.
std::optional<std::string_view> key_of(
    const std::unordered_map<std::string_view, std::string_view>& keys, std::string_view letter) {
  if (const auto found = keys.find(letter); found != keys.end()) return found->second;
  if (analysis::char_info(first_of(letter)).cls == CharClass::digit) return letter;
  return std::nullopt;
}

// Nobody searches for «v,[,».
bool is_latin_word(std::string_view key) {
  const CharClass cls = analysis::char_info(first_of(key)).cls;
  return cls == CharClass::latin || cls == CharClass::digit;
}

std::vector<std::string> mapped(std::string_view text, bool arabic) {
  const auto& keys = arabic ? keyboard().to_latin : keyboard().to_arabic;
  std::vector<std::string> readings{""};
  std::vector<std::string> ahead;  // readings that have taken both letters of لا already
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    analysis::decode_utf8(text, i);
    std::vector<std::string> taken = std::move(ahead);
    ahead.clear();
    if (arabic && text.substr(begin).starts_with(kLamAlef)) {
      for (const std::string& reading : readings) {
        ahead.push_back(reading + kLamAlefKey);
      }
    }
    const auto key = key_of(keys, text.substr(begin, i - begin));
    if (!key || (arabic && !is_latin_word(*key))) readings.clear();
    for (std::string& reading : readings) reading += *key;
    std::ranges::move(taken, std::back_inserter(readings));
    if (readings.size() > kMaxReadings) readings.resize(kMaxReadings);
  }
  return readings;
}

}  // namespace

std::vector<std::string> on_other_layout(std::string_view text) {
  const bool arabic = has(text, CharClass::arabic);
  if (arabic == has(text, CharClass::latin)) return {};
  std::vector<std::string> readings = mapped(text, arabic);
  std::erase_if(readings, [&](const std::string& reading) {
    return !has(reading, arabic ? CharClass::latin : CharClass::arabic);
  });
  return readings;
}

bool are_neighbouring_keys(char32_t a, char32_t b) {
  const auto& places = keyboard().places;
  const auto one = places.find(a);
  const auto other = places.find(b);
  if (one == places.end() || other == places.end() || a == b) return false;
  return std::abs(one->second.row - other->second.row) <= 1 &&
         std::abs(one->second.column - other->second.column) <= 1;
}

}  // namespace fihris::search
