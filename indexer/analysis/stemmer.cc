#include "indexer/analysis/stemmer.h"

#include <algorithm>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/lexicon.h"
#include "indexer/analysis/word_lists.h"
#include "indexer/analysis/word_reader.h"

namespace fihris::analysis {
namespace {

constexpr size_t kMinUnknown = 3;
constexpr size_t kMinNisbaBase = 5;  // اقتصادي -> اقتصاد, but علمي stays

const char kYeh = "ي"_ar[0];

// Turns readings into terms.
class Terms {
 public:
  void add(Letters term, const std::string& rule) {
    if (stems_.size() >= kMaxStems || term.empty()) return;
    if (std::ranges::find(stems_, term, &Stem::term) != stems_.end()) return;
    const size_t end = rule.find_last_not_of(' ');
    stems_.push_back({std::move(term), rule.substr(0, end == std::string::npos ? 0 : end + 1)});
  }

  void add(const Reading& reading) {
    const WordLists& lists = word_lists();
    if (reading.final) {
      for (const Letters& stem : lists.protected_words.at(reading.base)) {
        add(stem, reading.rule + "=");
      }
    } else if (reading.verb) {
      add_lemmas(reading);
    } else {
      add(without_nisba(reading.base), reading.rule);
      const auto singulars = lists.broken_plurals.find(reading.base);
      if (singulars == lists.broken_plurals.end()) return;
      for (const Letters& singular : singulars->second) {
        add(singular, reading.rule + "broken plural");
      }
    }
  }

  // A word that the lexicon lacks, probably a name: whole, and without what may be clitics.
  void add_unknown(std::string_view written) {
    const Letters word = fold(written);
    const Letters unfolded = with_hamza(written);
    Letters core = word;
    std::string rule = "unknown ";
    for (const auto* prefixes : {&affixes().article, &affixes().lam}) {
      const auto prefix = std::ranges::find_if(*prefixes, [&](const Letters& p) {
        return unfolded.starts_with(p) && word.size() >= p.size() + kMinUnknown;
      });
      if (prefix == prefixes->end() || core != word) continue;
      core = word.substr(prefix->size());
      rule += prefix_rule(*prefix);
    }
    add(core, rule);
    if (core == word) {
      for (const Letters& prefix : affixes().noun) {
        if (core.starts_with(prefix) && core.size() >= prefix.size() + kMinUnknown) {
          add(core.substr(prefix.size()), rule + prefix_rule(prefix));
        }
      }
    }
    add_without_ending(core, rule);
  }

  std::vector<Stem> take() { return std::move(stems_); }

 private:
  static Letters without_nisba(const Letters& base) {
    const WordLists& lists = word_lists();
    if (const auto listed = lists.nisba.find(base); listed != lists.nisba.end()) {
      return listed->second;
    }
    if (!base.ends_with(kYeh)) return base;
    const Letters noun = base.substr(0, base.size() - 1);
    const LexiconEntry entry = find_in_lexicon(noun);
    if (!entry && noun.ends_with("اي"_ar)) {  // إجرائي -> إجراء
      const Letters with_hamza = noun.substr(0, noun.size() - 1) + "ء"_ar;
      return with_hamza.size() >= kMinNisbaBase && find_in_lexicon(with_hamza).is(kNisba)
                 ? with_hamza
                 : base;
    }
    const bool place = !entry.is(kArticle);
    return entry.is(kNisba) && (place || noun.size() >= kMinNisbaBase) ? noun : base;
  }

  // The verb itself, or one whose present form begins with a prefix letter: علن and أعلن for يعلن,
  // أكد for يؤكد (whose hamza folds to و).
  static bool shares_letters(const Letters& lemma, const Letters& form) {
    const Letters root = form.substr(1);
    return lemma == form || lemma == root || lemma == "ا"_ar + root ||
           (root.starts_with("و"_ar) && lemma == "ا"_ar + root.substr(1));
  }

  // A present form may belong to several verbs; those that share its letters are likeliest.
  void add_lemmas(const Reading& reading) {
    std::vector<Letters> close;
    std::vector<Letters> others;
    for (std::string_view rest = reading.entry.lemmas; !rest.empty();) {
      const auto size = static_cast<unsigned char>(rest.front());
      const Letters lemma(rest.substr(1, size));
      rest.remove_prefix(1 + size);
      (shares_letters(lemma, reading.base) ? close : others).push_back(lemma);
    }
    const bool past = std::ranges::find(close, reading.base) != close.end();
    if (past) close = {reading.base};
    for (const Letters& lemma : close.empty() ? others : close) add(lemma, reading.rule + "verb");
  }

  void add_without_ending(const Letters& core, const std::string& rule) {
    static const std::vector<std::pair<Letters, Letters>> endings{{"يين"_ar, "ي"_ar},
                                                                  {"يون"_ar, "ي"_ar},
                                                                  {"يه"_ar, "ي"_ar},
                                                                  {"ات"_ar, ""_ar},
                                                                  {"ها"_ar, ""_ar}};
    for (const auto& [ending, restore] : endings) {
      if (!core.ends_with(ending) || core.size() < ending.size() + kMinUnknown) continue;
      add(core.substr(0, core.size() - ending.size()) + restore, rule + suffix_rule(ending));
      return;
    }
  }

  std::vector<Stem> stems_;
};

// U+0670 stands for an alef that today's spelling writes (الكتٰب) or leaves out (الرحمٰن): both are
// read.
std::vector<std::string> alef_spellings(std::string_view written) {
  static constexpr std::string_view kDagger = "\u0670";
  std::vector<std::string> spellings{std::string(written)};
  if (written.find(kDagger) == std::string_view::npos) return spellings;
  for (const std::string_view alef : {"", "ا"}) {
    std::string spelling(written);
    for (size_t at = 0; (at = spelling.find(kDagger, at)) != std::string::npos;) {
      spelling.replace(at, kDagger.size(), alef);
    }
    spellings.push_back(std::move(spelling));
  }
  spellings.erase(spellings.begin());
  return spellings;
}

}  // namespace

Letters without_proclitics(std::string_view written) {
  Letters word = fold(written);
  if (word.empty()) return Letters(written);
  if (is_known_word(word)) return word;
  for (const auto* prefixes : {&affixes().article, &affixes().lam, &affixes().noun}) {
    for (const Letters& prefix : *prefixes) {
      if (word.starts_with(prefix) && word.size() >= prefix.size() + kMinUnknown) {
        return word.substr(prefix.size());
      }
    }
  }
  return word;
}

bool is_known_word(std::string_view letters) {
  return static_cast<bool>(look_up_word(Letters(letters)));
}

std::vector<Stem> stem(std::string_view written) {
  if (fold(written).empty()) return {{Letters(written), "as written"}};
  Terms terms;
  for (const std::string& spelling : alef_spellings(written)) {
    for (const Reading& reading : read_word(spelling)) terms.add(reading);
  }
  std::vector<Stem> stems = terms.take();
  if (!stems.empty()) return stems;
  Terms unknown;
  unknown.add_unknown(written);
  return unknown.take();
}

}  // namespace fihris::analysis
