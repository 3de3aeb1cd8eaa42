#include "indexer/analysis/affixes.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/data.h"
#include "indexer/analysis/lexicon.h"
#include "indexer/analysis/table.h"

namespace fihris::analysis {
namespace {

std::uint16_t flag_named(std::string_view name) {
  static const std::map<std::string_view, std::uint16_t> flags{
      {"any", kNoun},
      {"feminine", kFeminine},
      {"dual", kDual},
      {"masculine_plural", kMasculinePlural},
      {"feminine_plural", kFemininePlural},
      {"nisba", kNisba},
      {"teh_marbuta", kTehMarbuta}};
  const auto found = flags.find(name);
  if (found == flags.end()) {
    throw std::logic_error("affixes.tsv: unknown condition " + std::string(name));
  }
  return found->second;
}

Ending read_ending(const TableRow& row) {
  const std::uint16_t needs = flag_named(row.cells.at(2));
  const Letters written = letters_of(row.cells.at(0));
  const Letters letters = fold(row.cells.at(0));
  return {letters,
          letters_of(row.cells.at(1)),
          needs,
          row.cells.at(3) != "free",
          needs == kNisba,
          row.cells.at(3) == "spelling",
          written == letters ? Letters{} : written};
}

Affixes read_affixes() {
  Affixes affixes;
  const std::map<std::string_view, std::vector<Letters>*> clitics{
      {"article", &affixes.article}, {"lam", &affixes.lam},       {"noun", &affixes.noun},
      {"verb", &affixes.verb},       {"future", &affixes.future}, {"pronoun", &affixes.pronoun}};
  for (const TableRow& row : parse_table(kAffixes)) {
    if (row.section == "ending") {
      affixes.endings.push_back(read_ending(row));
    } else if (row.section == "past" || row.section == "present") {
      auto& endings = row.section == "past" ? affixes.past : affixes.present;
      endings.push_back({letters_of(row.cells.at(0)), row.cells.at(1) == "bound"});
    } else {
      clitics.at(row.section)->push_back(letters_of(row.cells.at(0)));
    }
  }
  return affixes;
}

}  // namespace

const Affixes& affixes() {
  static const Affixes instance = read_affixes();
  return instance;
}

bool is_noun_proclitic(std::string_view letters) {
  const auto has = [&](const std::vector<Letters>& clitics) {
    return std::ranges::find(clitics, letters) != clitics.end();
  };
  return letters.empty() || has(affixes().article) || has(affixes().lam) || has(affixes().noun);
}

}  // namespace fihris::analysis
