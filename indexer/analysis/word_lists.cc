#include "indexer/analysis/word_lists.h"

#include "indexer/analysis/characters.h"
#include "indexer/analysis/data.h"
#include "indexer/analysis/table.h"

namespace fihris::analysis {
namespace {

std::unordered_map<Letters, std::vector<Letters>> read_map(std::string_view table) {
  std::unordered_map<Letters, std::vector<Letters>> map;
  for (const TableRow& row : parse_table(table)) {
    auto& values = map[fold(row.cells.front())];
    for (size_t i = 1; i < row.cells.size(); ++i) values.push_back(fold(row.cells[i]));
  }
  return map;
}

void add_names(std::string_view table, std::unordered_set<Letters>& names) {
  for (const TableRow& row : parse_table(table)) {
    for (const std::string_view form : row.cells) {
      Letters word = fold(form);
      // السعودية is met behind clitics too: the article is stripped as from any word.
      if (form.starts_with("ال") && word.size() > 4) word.erase(0, 2);
      if (word.size() >= 3 && form.find(' ') == std::string_view::npos) {
        names.insert(std::move(word));
      }
    }
  }
}

WordLists read_lists() {
  WordLists lists;
  lists.protected_words = read_map(kProtectedWords);
  lists.broken_plurals = read_map(kBrokenPlurals);
  for (const TableRow& row : parse_table(kNisbaAdjectives)) {
    lists.nisba.emplace(fold(row.cells.at(0)), fold(row.cells.at(1)));
  }
  add_names(kNames, lists.names);
  add_names(kAliases, lists.names);
  return lists;
}

}  // namespace

const WordLists& word_lists() {
  static const WordLists lists = read_lists();
  return lists;
}

}  // namespace fihris::analysis
