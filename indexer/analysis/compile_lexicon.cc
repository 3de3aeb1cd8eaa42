// Compiles hunspell-ar into the lexicon that the analyzer carries. Runs once, when Fihris is built.
//
//   compile-lexicon /usr/share/hunspell/ar.aff /usr/share/hunspell/ar.dic lexicon.bin
//
// ar.aff names sets of two-letter affix classes (AF lines, by number) and sets of morphological
// facts (AM lines, by number); a line of ar.dic is WORD[/AF] [AM]. Verbs are listed form by form
// with their past form.
#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/data.h"
#include "indexer/analysis/lexicon.h"
#include "indexer/analysis/lexicon_format.h"
#include "indexer/analysis/table.h"

namespace fihris::analysis {
namespace {

// First letter of an affix class (of nouns) and what it allows; the second letter tells apart
// article, no article and construct. As commented in ar.aff.
struct ClassMeaning {
  char first;
  std::uint16_t flag;
};
constexpr std::array<ClassMeaning, 12> kClasses{{{'B', kFeminine},
                                                 {'C', kDual},
                                                 {'D', kDual | kFeminine},
                                                 {'E', kDual},
                                                 {'F', kDual},
                                                 {'G', kDual},
                                                 {'H', kFemininePlural},
                                                 {'I', kMasculinePlural},
                                                 {'L', kNisba},
                                                 {'M', kNisba},
                                                 {'N', kNisba},
                                                 {'K', kNoun}}};

// Of single letters the dictionary lists hundreds of verbs.
constexpr size_t kMinKey = 2;
constexpr size_t kMaxKey = 40;

struct Word {
  std::uint16_t flags = 0;
  std::set<Letters> lemmas;
};

struct Aliases {
  std::vector<std::string> affixes;  // AF, from 1
  std::vector<std::string> facts;    // AM, from 1
};

Aliases read_aliases(std::istream& aff) {
  Aliases aliases;
  bool af_count = true;
  bool am_count = true;
  for (std::string line; std::getline(aff, line);) {
    const std::string value = line.substr(std::min<size_t>(3, line.size()), line.find('#') - 3);
    if (line.starts_with("AF ")) {
      if (!std::exchange(af_count, false)) aliases.affixes.push_back(value);
    } else if (line.starts_with("AM ")) {
      if (!std::exchange(am_count, false)) aliases.facts.push_back(value);
    }
  }
  return aliases;
}

std::uint16_t noun_flags(const std::string& classes) {
  std::uint16_t flags = kNoun;
  for (size_t i = 0; i + 1 < classes.size(); i += 2) {
    if (classes.compare(i, 2, "AA") == 0 || classes.compare(i, 2, "BA") == 0) flags |= kArticle;
    for (const ClassMeaning& meaning : kClasses) {
      const bool upper = classes[i + 1] >= 'A' && classes[i + 1] <= 'Z';
      if (upper && classes[i] == meaning.first) flags |= meaning.flag;
    }
  }
  return flags;
}

void add_line(const std::string& line, const Aliases& aliases, std::map<Letters, Word>& words) {
  std::istringstream fields(line);
  std::string word;
  size_t fact = 0;
  fields >> word >> fact;
  const size_t slash = word.find('/');
  const size_t affix = slash == std::string::npos ? 0 : std::stoul(word.substr(slash + 1));
  const std::string spelling = word.substr(0, slash);
  const Letters key = fold(spelling);
  if (key.size() < kMinKey || key.size() > kMaxKey) return;

  const std::uint16_t alef = spelling.starts_with("ا") ? kPlainAlef : 0;
  const std::string facts = fact == 0 ? "" : aliases.facts.at(fact - 1);
  if (facts.find("po:verb") == std::string::npos) {
    std::uint16_t flags = noun_flags(affix == 0 ? "" : aliases.affixes.at(affix - 1));
    if (spelling.ends_with("ة")) flags |= kTehMarbuta;
    words[key].flags |= flags | alef;
    return;
  }
  std::uint16_t tense = 0;
  Letters lemma;
  std::istringstream parts(facts);
  for (std::string part; parts >> part;) {
    if (part == "is:pst") tense |= kPast;
    if (part == "is:prst") tense |= kPresent;
    if (part.starts_with("st:")) lemma = fold(part.substr(3));
  }
  if (tense == 0 || lemma.empty()) return;  // imperatives: rare in articles, and much too ambiguous
  words[key].flags |= tense | alef;
  words[key].lemmas.insert(lemma);
}

// Marks what data/frequent.txt lists, and the forms of its verbs.
void mark_frequent(std::map<Letters, Word>& words) {
  std::set<Letters> verbs;
  for (const TableRow& row : parse_table(kFrequentWords)) {
    const Letters key = fold(row.cells.at(0));
    const auto word = words.find(key);
    if (word == words.end()) continue;
    const bool verb = row.section.ends_with("verb");
    word->second.flags |= verb ? kFrequentPast : kFrequent;
    if (verb) verbs.insert(key);
  }
  for (auto& [key, word] : words) {
    const bool frequent = std::ranges::any_of(
        word.lemmas, [&](const Letters& lemma) { return verbs.contains(lemma); });
    if (frequent) word.flags |= kFrequentVerb;
  }
}

std::string serialise(const std::map<Letters, Word>& words) {
  std::uint32_t slot_count = 1;
  while (slot_count < words.size() * 2) slot_count *= 2;
  std::vector<std::uint32_t> slots(slot_count, 0);
  std::vector<std::uint32_t> tags(slot_count, 0);
  std::string entries;
  for (const auto& [key, word] : words) {
    const std::uint64_t hash = lexicon_hash(key);
    std::uint64_t i = hash & (slot_count - 1);
    while (slots[i] != 0) i = (i + 1) & (slot_count - 1);
    slots[i] = static_cast<std::uint32_t>(entries.size()) + 1;
    tags[i] = lexicon_tag(hash);
    std::string lemmas;
    for (const Letters& lemma : word.lemmas) lemmas += static_cast<char>(lemma.size()) + lemma;
    if (lemmas.size() > 0xFF) {
      throw std::runtime_error("too many verbs have the form " + to_utf8(key));
    }
    entries += static_cast<char>(key.size()) + key;
    entries += static_cast<char>(word.flags & 0xFFU);
    entries += static_cast<char>(word.flags >> 8U);
    entries += static_cast<char>(lemmas.size()) + lemmas;
  }
  if (entries.size() > kEntryMask) throw std::runtime_error("the lexicon is too large");
  const auto bytes_of = [](const auto* values, size_t size) {
    return std::string(reinterpret_cast<const char*>(values), size);
  };
  const size_t slot_bytes = slots.size() * sizeof(slots[0]);
  const LexiconHeader header{kLexiconMagic,
                             lexicon_hash(bytes_of(slots.data(), slot_bytes) + entries), slot_count,
                             static_cast<std::uint32_t>(entries.size())};
  for (size_t i = 0; i < slots.size(); ++i) slots[i] |= tags[i];
  return bytes_of(&header, sizeof header) + bytes_of(slots.data(), slot_bytes) + entries;
}

void compile(const char* aff_path, const char* dic_path, const char* out_path) {
  std::ifstream aff(aff_path);
  std::ifstream dic(dic_path);
  if (!aff || !dic) {
    throw std::runtime_error(std::string("cannot read ") + dic_path +
                             ": apt-get install hunspell-ar");
  }
  const Aliases aliases = read_aliases(aff);
  std::map<Letters, Word> words;
  std::string line;
  std::getline(dic, line);  // the number of words
  while (std::getline(dic, line)) add_line(line, aliases, words);
  mark_frequent(words);
  std::ofstream(out_path, std::ios::binary) << serialise(words);
  std::cout << words.size() << " words\n";
}

}  // namespace
}  // namespace fihris::analysis

int main(int argc, char** argv) {
  try {
    if (argc != 4) throw std::runtime_error("usage: compile-lexicon ar.aff ar.dic OUT");
    fihris::analysis::compile(argv[1], argv[2], argv[3]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "compile-lexicon: " << error.what() << '\n';
    return 1;
  }
}
