#include "indexer/analysis/stopwords.h"

#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include "indexer/analysis/data.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/utf8.h"

namespace fihris::analysis {
namespace {

using std::literals::string_view_literals::operator""sv;

struct StringHash : std::hash<std::string_view> {
  using is_transparent = void;
};
using StopWords = std::unordered_map<std::string, std::string_view, StringHash, std::equal_to<>>;

constexpr std::array kProclitics{"وب"sv, "ول"sv, "فل"sv, "فب"sv, "و"sv,
                                 "ف"sv,  "ب"sv,  "ل"sv,  "ك"sv,  "أ"sv};
// What is typed for a last letter: فى in Egypt, الي anywhere.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kLastLetters{
    {{"ي", "ى"}, {"ى", "ي"}}};
constexpr size_t kMinRestBytes = 4;  // two letters

std::string without_hamza_on_alef(std::string_view word) {
  std::string out;
  for (size_t i = 0; i < word.size();) {
    const char32_t c = decode_utf8(word, i);
    append_utf8(out, c == u'أ' || c == u'إ' || c == u'آ' ? U'ا' : c);
  }
  return out;
}

struct StopWordTable {
  StopWords words;    // every spelling -> the listed one
  StopWords content;  // content words that look like a proclitic and a stop word: ولاية, فهم
};

StopWordTable read_stop_words() {
  StopWordTable table;
  for (const TableRow& row : parse_table(kStopWords)) {
    const std::string_view word = row.cells.at(0);
    (row.section == "content" ? table.content : table.words).emplace(word, word);
  }
  for (const TableRow& row : parse_table(kProtectedWords)) {
    table.content.emplace(row.cells.at(0), row.cells.at(0));
  }
  // Listed spellings go first: a habit such as ان must not hide one.
  for (const TableRow& row : parse_table(kStopWords)) {
    const std::string_view word = row.cells.at(0);
    if (row.section == "content") continue;
    table.words.emplace(without_hamza_on_alef(word), word);
    for (const auto& [ending, typed] : kLastLetters) {
      if (!word.ends_with(ending)) continue;
      const std::string other =
          std::string(word.substr(0, word.size() - ending.size())).append(typed);
      if (table.content.contains(other)) continue;  // علي is a name
      table.words.emplace(other, word);
      table.words.emplace(without_hamza_on_alef(other), word);
    }
  }
  return table;
}

}  // namespace

std::string_view find_stop_word(std::string_view written) {
  static const StopWordTable table = read_stop_words();
  const StopWords& words = table.words;
  if (const auto found = words.find(written); found != words.end()) return found->second;
  if (table.content.contains(written)) return {};
  for (const std::string_view proclitic : kProclitics) {
    if (!written.starts_with(proclitic)) continue;
    const std::string_view rest = written.substr(proclitic.size());
    if (rest.size() < kMinRestBytes) continue;
    const auto found = words.find(rest);
    if (found != words.end()) return found->second;
  }
  return {};
}

}  // namespace fihris::analysis
