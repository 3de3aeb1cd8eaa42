// The analyzer's data files hold together.
#include "indexer/analysis/data.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/aliases.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/letters.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/word_lists.h"
#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

std::vector<std::string_view> doubled_keys(std::string_view table, bool by_section) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::vector<std::string_view> doubled;
  for (const TableRow& row : parse_table(table)) {
    const std::string_view section = by_section ? row.section : "";
    if (!seen.emplace(section, row.cells.at(0)).second) doubled.push_back(row.cells.at(0));
  }
  return doubled;
}

size_t word_count(std::string_view form) {
  size_t count = 0;
  Tokenizer tokenizer(form);
  for (Token token; tokenizer.next(token);) ++count;
  return count;
}

TEST_SUITE("unit") {
  TEST_CASE("tables have sections and comments and cells") {
    const auto rows = parse_table("# comment\na\tb\n\n[one]\nc\n[two]\nd\t\te");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].section.empty());
    CHECK(rows[0].cells == std::vector<std::string_view>{"a", "b"});
    CHECK(rows[1].section == "one");
    CHECK(rows[2].section == "two");
    CHECK(rows[2].cells == std::vector<std::string_view>{"d", "", "e"});
    CHECK(parse_table("").empty());
    CHECK(parse_table("\n\n# x").empty());
  }

  TEST_CASE("no key stands twice in a table") {
    const std::map<std::string, std::string_view> tables{{"protected", kProtectedWords},
                                                         {"broken_plurals", kBrokenPlurals},
                                                         {"nisba", kNisbaAdjectives},
                                                         {"stopwords", kStopWords}};
    for (const auto& [name, table] : tables) {
      CAPTURE(name);
      for (const std::string_view key : doubled_keys(table, false)) FAIL_CHECK("twice: " << key);
    }
    for (const std::string_view key : doubled_keys(kFoldTable, true)) FAIL_CHECK("twice: " << key);
    for (const std::string_view key : doubled_keys(kAffixes, true)) {
      // Endings stand once for each thing that they may replace.
      const bool ending = std::ranges::any_of(
          affixes().endings, [&](const Ending& e) { return e.letters == fold(key); });
      if (!ending) FAIL_CHECK("twice: " << key);
    }
  }

  TEST_CASE("words of the lists are single Arabic words without marks") {
    for (const std::string_view table : {kProtectedWords, kBrokenPlurals, kNisbaAdjectives}) {
      for (const TableRow& row : parse_table(table)) {
        CHECK(row.cells.size() >= 2);
        for (const std::string_view cell : row.cells) {
          CAPTURE(cell);
          CHECK(letters_of(cell).size() * 2 == cell.size());
        }
      }
    }
  }

  TEST_CASE("every row of the affixes is read") {
    const Affixes& a = affixes();
    size_t read = a.endings.size() + a.past.size() + a.present.size();
    for (const auto* clitics : {&a.article, &a.lam, &a.noun, &a.verb, &a.future, &a.pronoun}) {
      CHECK_FALSE(clitics->empty());
      for (const Letters& clitic : *clitics) CHECK_FALSE(clitic.empty());
      read += clitics->size();
    }
    CHECK(read == parse_table(kAffixes).size());
    for (const Ending& ending : a.endings) CHECK_FALSE(ending.letters.empty());
    for (const TableRow& row : parse_table(kAffixes)) {
      CAPTURE(row.cells[0]);
      const bool ending = row.section == "ending";
      const bool subject = row.section == "past" || row.section == "present";
      CHECK(row.cells.size() == (ending ? 4U : subject ? 2U : 1U));
      if (ending)
        CHECK((row.cells[3] == "free" || row.cells[3] == "bound" || row.cells[3] == "spelling"));
      if (subject) CHECK((row.cells[1] == "free" || row.cells[1] == "bound"));
    }
  }

  TEST_CASE("the first prefix that fits a word is the longest") {
    for (const auto* prefixes :
         {&affixes().article, &affixes().lam, &affixes().noun, &affixes().future}) {
      for (size_t i = 0; i < prefixes->size(); ++i) {
        for (size_t k = i + 1; k < prefixes->size(); ++k) {
          CAPTURE(to_utf8((*prefixes)[k]));
          CHECK_FALSE((*prefixes)[k].starts_with((*prefixes)[i]));
        }
      }
    }
  }

  TEST_CASE("forms of names and aliases have words and no group is alone") {
    for (const std::string_view table : {kAliases, kNames}) {
      for (const TableRow& row : parse_table(table)) {
        CAPTURE(row.cells[0]);
        CHECK(row.cells.size() >= 2);
        std::set<std::string_view> seen;
        for (const std::string_view form : row.cells) {
          CAPTURE(form);
          CHECK(word_count(form) >= 1);
          CHECK(word_count(form) <= kMaxAliasWords);
          CHECK(seen.insert(form).second);
          CHECK_FALSE(form.starts_with(' '));
          CHECK_FALSE(form.ends_with(' '));
        }
      }
    }
  }

  TEST_CASE("a listed word has stems") {
    for (const WordList* list : {&word_lists().protected_words, &word_lists().broken_plurals}) {
      for (const auto& [word, rows] : *list) {
        CAPTURE(to_utf8(word));
        for (const ListedWord& row : rows) {
          CHECK_FALSE(row.stems.empty());
          for (const Letters& one : row.stems) CHECK_FALSE(one.empty());
        }
      }
    }
  }

  TEST_CASE("a broken plural and its singular meet") {
    for (const TableRow& row : parse_table(kBrokenPlurals)) {
      for (size_t i = 1; i < row.cells.size(); ++i) {
        CAPTURE(row.cells[0]);
        CAPTURE(row.cells[i]);
        const std::vector<Stem> singular = stem(row.cells[i]);
        CHECK(std::ranges::any_of(stem(row.cells[0]), [&](const Stem& one) {
          return std::ranges::find(singular, one.term, &Stem::term) != singular.end();
        }));
      }
    }
  }
}

}  // namespace
}  // namespace fihris::analysis
