#include "indexer/analysis/stemmer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/hamza_seats.h"
#include "indexer/analysis/lexicon.h"
#include "indexer/analysis/quadriliterals.h"
#include "indexer/analysis/word_lists.h"
#include "indexer/analysis/word_reader.h"

namespace fihris::analysis {
namespace {

constexpr size_t kMinUnknown = 3;
constexpr size_t kMinNisbaBase = 5;  // اقتصادي -> اقتصاد, but علمي stays
constexpr std::string_view kFinalSeat = "ئ";
constexpr size_t kMinMisspelled = 6;  // bytes: three letters

const char kAlef = "ا"_ar[0];
const char kTeh = "ت"_ar[0];
const char kWaw = "و"_ar[0];
const char kYeh = "ي"_ar[0];

// Turns the readings of one word into terms.
class Terms {
 public:
  void add_all(const WrittenWord& word) {
    for (const Reading& reading : read_word(word)) {
      if (reading.verb) {
        add_lemmas(reading);
      } else {
        add_noun(reading, word.unfolded);
      }
    }
  }

  // A word that the lexicon lacks, probably a name: whole, and without what may be clitics.
  void add_unknown(const WrittenWord& written) {
    const Letters& word = written.folded;
    Letters core = word;
    Affixation affixation;
    for (const auto* prefixes : {&affixes().article, &affixes().lam}) {
      const auto prefix = std::ranges::find_if(*prefixes, [&](const Letters& p) {
        return written.unfolded.starts_with(p) && word.size() >= p.size() + kMinUnknown;
      });
      if (prefix == prefixes->end() || core != word) continue;
      core = word.substr(prefix->size());
      affixation.prefix = *prefix;
    }
    add(core, StemSource::unknown, affixation);
    if (core == word) {
      for (const Letters& prefix : affixes().noun) {
        if (core.starts_with(prefix) && core.size() >= prefix.size() + kMinUnknown) {
          add(core.substr(prefix.size()), StemSource::unknown, {prefix, {}, {}});
        }
      }
    }
    add_plural_by_pattern(core, affixation);
    add_without_ending(core, affixation);
  }

  bool empty() const { return stems_.empty(); }
  std::vector<Stem> take() { return std::move(stems_); }

 private:
  void add(Letters term, StemSource source, const Affixation& affixation) {
    if (stems_.size() >= kMaxStems || term.empty()) return;
    if (std::ranges::find(stems_, term, &Stem::term) != stems_.end()) return;
    stems_.push_back({std::move(term), source, affixation});
  }

  void add_noun(const Reading& reading, const Letters& unfolded) {
    if (add_base(reading.base, unfolded, reading.affixes)) return;
    const WordList& listed = word_lists().broken_plurals;
    for (const Letters& one : stems_of(listed, reading.base, unfolded)) {
      add_singular(WrittenWord(to_utf8(one)), reading.affixes);
    }
    // A plural takes no endings, and a word that takes some is none: عراقيون.
    if (!reading.entry.is(kInflects) && !listed.contains(reading.base)) {
      add_plural_by_pattern(reading.base, reading.affixes);
    }
  }

  void add_plural_by_pattern(const Letters& plural, const Affixation& affixation) {
    for (const Letters& one : singulars_by_pattern(plural)) {
      add_singular(WrittenWord(to_utf8(one)), affixation);
    }
  }

  // What the singular by itself is indexed as.
  void add_singular(const WrittenWord& singular, const Affixation& affixation) {
    Terms terms;
    for (const Reading& reading : read_word(singular)) {
      if (reading.verb) {
        terms.add_lemmas(reading);
      } else {
        terms.add_base(reading.base, singular.unfolded, {});
      }
    }
    for (const Stem& stem : terms.stems_) add(stem.term, StemSource::broken_plural, affixation);
  }

  // Whether the word is a protected one, to which nothing more is done.
  bool add_base(const Letters& base, const Letters& unfolded, const Affixation& affixation) {
    const std::vector<Letters> stems = stems_of(word_lists().protected_words, base, unfolded);
    for (const Letters& stem : stems) add(stem, StemSource::protected_word, affixation);
    if (!stems.empty()) return true;
    const auto& listed = word_lists().nisba;
    if (const auto nouns = listed.find(base); nouns != listed.end()) {
      for (const Letters& noun : nouns->second) add(noun, StemSource::nisba, affixation);
      return false;
    }
    Letters noun = without_nisba(base);
    const bool nisba = noun != base;
    add(std::move(noun), nisba ? StemSource::nisba : StemSource::lexicon, affixation);
    return false;
  }

  // Of the nisba of a long noun, the noun.
  static Letters without_nisba(const Letters& base) {
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

  // زار for يزور; "" if it is no such form.
  static Letters hollow_past(const Letters& form) {
    static const Letters subjects = "ايتن"_ar;
    constexpr size_t kPresentLetters = 4;
    const bool hollow = form.size() == kPresentLetters && (form[2] == kWaw || form[2] == kYeh);
    if (!hollow || form[3] == kYeh || subjects.find(form[0]) == Letters::npos) return {};
    return form.substr(1, 1) + kAlef + form.substr(3);
  }

  // The verb itself, or one whose present form begins with a prefix letter: علن and أعلن for يعلن,
  // أكد for يؤكد (whose hamza folds to و).
  static bool shares_letters(const Letters& lemma, const Letters& form) {
    const Letters root = form.substr(1);
    return lemma == hollow_past(form) || lemma == form || lemma == root || lemma == "ا"_ar + root ||
           (root.starts_with("و"_ar) && lemma == "ا"_ar + root.substr(1));
  }

  // A form may belong to several verbs. Common ones are likeliest (يقول: قال, not قوّل), then those
  // that share its letters.
  void add_lemmas(const Reading& reading) {
    std::vector<Letters> common;
    std::vector<Letters> close;
    std::vector<Letters> others;
    for (std::string_view rest = reading.entry.lemmas; !rest.empty();) {
      const auto size = static_cast<unsigned char>(rest.front());
      const Letters lemma(rest.substr(1, size));
      rest.remove_prefix(1 + size);
      if (find_in_lexicon(lemma).is(kFrequentPast)) common.push_back(lemma);
      (shares_letters(lemma, reading.base) ? close : others).push_back(lemma);
    }
    // يقود, of which the lexicon only has قود.
    const bool is_past = std::ranges::find(close, reading.base) != close.end();
    if (common.empty() && !is_past && reading.entry.is(kPresent)) {
      const Letters past = hollow_past(reading.base);
      if (find_in_lexicon(past).is(kFrequentPast)) common.push_back(past);
    }
    std::vector<Letters>& best = !common.empty() ? common : !close.empty() ? close : others;
    const auto has_form = [&](const std::vector<Letters>& lemmas) {
      return std::ranges::find(lemmas, reading.base) != lemmas.end();
    };
    if (has_form(best)) {
      // تقرر is also the present of قرر, توقع of وقع.
      std::erase_if(best, [&](const Letters& lemma) {
        const bool present = reading.affixes.ending.empty() && kTeh + lemma == reading.base;
        return lemma != reading.base && !present;
      });
    }
    for (const Letters& lemma : best) add(lemma, StemSource::verb, reading.affixes);
  }

  void add_without_ending(const Letters& core, Affixation affixation) {
    static const std::vector<std::pair<Letters, Letters>> endings{{"يين"_ar, "ي"_ar},
                                                                  {"يون"_ar, "ي"_ar},
                                                                  {"يه"_ar, "ي"_ar},
                                                                  {"ات"_ar, ""_ar},
                                                                  {"ها"_ar, ""_ar}};
    for (const auto& [ending, restore] : endings) {
      if (!core.ends_with(ending) || core.size() < ending.size() + kMinUnknown) continue;
      affixation.ending = ending;
      add(core.substr(0, core.size() - ending.size()) + restore, StemSource::unknown, affixation);
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

bool is_listed(const Letters& word) {
  return word_lists().names.contains(word) || word_lists().protected_words.contains(word);
}

// What a word that no list has may be, if it is misspelled: مسؤل مسؤول, هيفا هيفاء, سويسرة سويسرا.
std::optional<std::string> likely_spelling(std::string_view written) {
  struct Change {
    std::string_view from, to;
    bool names_only;
  };
  static constexpr std::array<Change, 4> kLastLetters{
      {{"ا", "اء", false}, {"ة", "ا", true}, {"ه", "ا", true}, {"ا", "ة", true}}};
  struct Spelling {
    std::string written;
    double cost;
  };
  std::optional<Spelling> best;
  const auto try_spelling = [&](std::string spelling, bool names_only) {
    const std::vector<Reading> readings = read_word(spelling);
    if (readings.empty() || (names_only && !is_listed(readings.front().base))) return;
    const double cost = readings.front().cost;
    if (!best || cost < best->cost) best = {std::move(spelling), cost};
  };
  for (std::string& spelling : with_other_seats(written)) try_spelling(std::move(spelling), false);
  for (const Change& change : kLastLetters) {
    if (!written.ends_with(change.from) || written.size() < kMinMisspelled) continue;
    std::string spelling(written.substr(0, written.size() - change.from.size()));
    try_spelling(spelling.append(change.to), change.names_only);
  }
  return best ? std::optional(std::move(best->written)) : std::nullopt;
}

std::string_view name_of(StemSource source) {
  static constexpr std::array<std::string_view, 8> kNames{
      "lexicon", "protected", "broken plural", "nisba",
      "verb",    "unknown",   "as written",    "stop word"};
  return kNames.at(static_cast<size_t>(source));
}

}  // namespace

std::string rule_of(const Stem& stem) {
  std::string rule;
  if (!stem.affixes.prefix.empty()) rule += to_utf8(stem.affixes.prefix) + "- ";
  for (const std::string_view suffix : {stem.affixes.pronoun, stem.affixes.ending}) {
    if (!suffix.empty()) rule += (suffix.starts_with('+') ? "" : "-") + to_utf8(suffix) + " ";
  }
  return rule += name_of(stem.source);
}

Letters without_proclitics(std::string_view written) {
  Letters word = fold(written);
  if (word.empty()) return Letters(written);
  if (is_known_word(word)) return word;
  const auto fits = [&](const Letters& prefix) {
    return word.starts_with(prefix) && word.size() >= prefix.size() + kMinUnknown;
  };
  for (const auto* prefixes : {&affixes().article, &affixes().lam}) {
    const auto prefix = std::ranges::find_if(*prefixes, fits);
    if (prefix != prefixes->end()) return word.substr(prefix->size());
  }
  // وكتاب: the shortest prefix that leaves a noun (و + كتاب, not وك + تاب), else the longest.
  Letters rest = word;
  for (const Letters& prefix : affixes().noun) {
    if (!fits(prefix)) continue;
    const bool noun = find_in_lexicon(word.substr(prefix.size())).is(kNoun);
    if (noun || rest == word) rest = word.substr(prefix.size());
  }
  return rest;
}

bool is_known_word(std::string_view letters) {
  return static_cast<bool>(look_up_word(Letters(letters)));
}

bool is_known_form(std::string_view written) {
  return std::ranges::any_of(alef_spellings(written), [](const std::string& spelling) {
    return !read_word(spelling).empty();
  });
}

std::vector<Stem> stem(std::string_view written) {
  Terms terms;
  std::vector<WrittenWord> words;
  for (const std::string& spelling : alef_spellings(written)) {
    words.emplace_back(with_seats_by_rule(spelling));
  }
  if (words.front().folded.empty()) return {{Letters(written), StemSource::as_written}};
  if (written.ends_with(kFinalSeat)) {  // البطئ is بطيء or بطء
    words.emplace_back(std::string(written.substr(0, written.size() - kFinalSeat.size())) + "ء");
  }
  for (const WrittenWord& word : words) terms.add_all(word);
  if (!terms.empty()) return terms.take();
  if (const auto spelling = likely_spelling(written)) terms.add_all(WrittenWord(*spelling));
  terms.add_unknown(words.front());
  return terms.take();
}

}  // namespace fihris::analysis
