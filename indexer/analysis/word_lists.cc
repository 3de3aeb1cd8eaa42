#include "indexer/analysis/word_lists.h"

#include <algorithm>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/data.h"
#include "indexer/analysis/lexicon.h"
#include "indexer/analysis/table.h"

namespace fihris::analysis {
namespace {

const Letters kAlef = "ا"_ar;
constexpr std::uint16_t kListedNoun = kNoun | kArticle | kFrequent;

WordList read_list(std::string_view table, Letters (*stem_of)(std::string_view)) {
  WordList list;
  for (const TableRow& row : parse_table(table)) {
    ListedWord word{letters_of(row.cells.front()), {}, row.section == "spelled"};
    for (size_t i = 1; i < row.cells.size(); ++i) word.stems.push_back(stem_of(row.cells[i]));
    list[fold(row.cells.front())].push_back(std::move(word));
  }
  return list;
}

std::uint16_t noun_flags(const Letters& spelling) {
  return kListedNoun | (spelling.ends_with(letters_of("ة")) ? kTehMarbuta : 0);
}

// The one-word Arabic forms of the name lists.
void add_names(std::string_view table, WordLists& lists) {
  for (const TableRow& row : parse_table(table)) {
    for (const std::string_view form : row.cells) {
      if (form.starts_with('=')) continue;  // folded it is another word
      Letters word = fold(form);
      // السعودية is met behind clitics too: the article is stripped as from any word.
      if (form.starts_with("ال") && word.size() > 4) word.erase(0, 2);
      // إنجليزية is a form of إنجليزي.
      const bool adjective =
          word.ends_with("يه"_ar) && find_in_lexicon(word.substr(0, word.size() - 1)).is(kFeminine);
      if (word.size() >= 3 && !adjective && form.find(' ') == std::string_view::npos) {
        lists.flags[word] |= noun_flags(letters_of(form));
        lists.names.insert(std::move(word));
      }
    }
  }
}

// Every form of the five nouns, with its particles and pronouns, as a protected word.
void add_five_nouns(WordList& list) {
  const auto add = [&](const std::string& form, const std::vector<Letters>& stems) {
    for (const Letters& particle : affixes().noun) {
      const std::string word = to_utf8(particle) + form;
      list[fold(word)].push_back({letters_of(word), stems});
    }
    list[fold(form)].push_back({letters_of(form), stems});
  };
  for (const TableRow& row : parse_table(kFiveNouns)) {
    const std::string form(row.cells.front());
    const auto bar = std::ranges::find(row.cells, "|");
    const auto terms = [](auto first, auto last) {
      std::vector<Letters> stems;
      for (; first != last; ++first) stems.push_back(fold(*first));
      return stems;
    };
    add(form, terms(row.cells.begin() + 1, bar));
    const std::vector<Letters> bound = terms(bar + 1, row.cells.end());
    for (const Letters& pronoun : affixes().pronoun) add(form + to_utf8(pronoun), bound);
  }
}

// الأفغان and أفغاني are of أفغانستان; a people that is another listed word (وزير) is none.
void add_peoples(WordLists& lists) {
  constexpr size_t kMinPeople = 4;
  const Letters land = "ستان"_ar;
  for (const auto& [country, rows] : lists.protected_words) {
    if (!country.ends_with(land) || country.size() < kMinPeople + land.size()) continue;
    const Letters people = country.substr(0, country.size() - land.size());
    if (lists.flags.contains(people)) continue;
    for (const Letters& word : {people, people + "ي"_ar}) {
      lists.nisba.emplace(word, std::vector{country});
      lists.flags[word] |= kListedNoun | kFeminine | kMasculinePlural;
    }
  }
}

WordLists read_lists() {
  WordLists lists;
  lists.protected_words = read_list(kProtectedWords, fold);
  add_five_nouns(lists.protected_words);
  lists.broken_plurals = read_list(kBrokenPlurals, letters_of);
  for (const TableRow& row : parse_table(kNisbaAdjectives)) {
    const Letters adjective = fold(row.cells.at(0));
    lists.flags[adjective] |= kListedNoun | kFeminine | kMasculinePlural;
    for (size_t i = 1; i < row.cells.size(); ++i) {
      lists.nisba[adjective].push_back(fold(row.cells.at(i)));
    }
  }
  add_names(kNames, lists);
  add_names(kAliases, lists);
  for (const auto& [word, rows] : lists.protected_words) {
    for (const ListedWord& row : rows) lists.flags[word] |= noun_flags(row.spelling);
  }
  for (const auto& [word, rows] : lists.broken_plurals) {
    lists.flags[word] |= kListedNoun | kFeminine;
    for (const ListedWord& row : rows) {
      for (const Letters& singular : row.stems) {
        lists.flags[fold(to_utf8(singular))] |= noun_flags(singular);
      }
    }
  }
  add_peoples(lists);
  return lists;
}

}  // namespace

const WordLists& word_lists() {
  static const WordLists lists = read_lists();
  return lists;
}

std::vector<Letters> stems_of(const WordList& list, const Letters& word, const Letters& unfolded) {
  const auto found = list.find(word);
  if (found == list.end()) return {};
  const auto spelled = [&](const ListedWord& row) {
    return unfolded.find(row.spelling) != Letters::npos;
  };
  const bool exact = std::ranges::any_of(found->second, spelled);
  // A hamza may be left out, but nobody adds one: إلياس is not اليأس.
  const auto careless = [&](const ListedWord& row) {
    const bool plain = row.spelling.starts_with(kAlef);
    return !row.spelled_only &&
           (!plain || unfolded.find(row.spelling.substr(0, 2)) != Letters::npos);
  };
  std::vector<Letters> stems;
  for (const ListedWord& row : found->second) {
    if (exact ? !spelled(row) : !careless(row)) continue;
    stems.insert(stems.end(), row.stems.begin(), row.stems.end());
  }
  return stems;
}

}  // namespace fihris::analysis
