#include "indexer/analysis/stemmer.h"

#include <algorithm>
#include <optional>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/lexicon.h"
#include "indexer/analysis/word_lists.h"

namespace fihris::analysis {
namespace {

// What a reading costs: the cheapest one wins, and those within kClose of it are kept beside it.
// Judged on frequent words of the news corpus, not derived.
constexpr double kClose = 0.3;
constexpr double kArticleCost = 1.0;
constexpr double kProcliticCost = 1.5;
constexpr double kFutureCost = 1.0;
constexpr double kPronounCost = 1.5;
constexpr double kEndingCost = 1.0;
constexpr double kNisbaEndingCost = 1.2;
constexpr double kVerbCost = 0.4;       // a noun of the same letters is likelier in a search
constexpr double kHehForTehCost = 1.3;  // مدرسه for مدرسة: a typing habit, or a pronoun
constexpr double kNoArticleCost = 0.5;  // the lexicon has it without article
constexpr double kShortBaseCost = 1.0;  // two letters remain
constexpr double kPlainAtCost = 0.4;    // مؤسسات: rather of مؤسسة than of مؤسس
constexpr double kListedArticleCost =
    1.0;  // البلدان has an entry of its own; البوم may be ألبوم or بوم
constexpr double kListedPluralCost = 1.4;  // سيارات has an entry of its own beside سيارة
constexpr size_t kMinBase = 2;
constexpr size_t kMinUnknown = 3;
constexpr size_t kMinNisbaBase = 5;  // اقتصادي -> اقتصاد, but علمي stays

const char kHeh = "ه"_ar[0];
const char kYeh = "ي"_ar[0];
const Letters kAtEnding = "ات"_ar;
const Letters kArticleLetters = "ال"_ar;
constexpr std::uint16_t kInflects =
    kFeminine | kDual | kMasculinePlural | kFemininePlural | kNisba | kTehMarbuta;

struct Reading {
  Letters base;
  LexiconEntry entry;
  double cost = 0;
  std::string rule;
  bool verb = false;
  bool final = false;  // from the protected words: nothing is done to it
};

LexiconEntry look_up(const Letters& word) {
  LexiconEntry entry = find_in_lexicon(word);
  const WordLists& lists = word_lists();
  if (lists.protected_words.contains(word) || lists.names.contains(word)) {
    entry.flags |= kNoun | kArticle;
  } else if (lists.broken_plurals.contains(word)) {
    entry.flags |= kNoun | kArticle | kFeminine;
  }
  return entry;
}

std::string prefix_rule(const Letters& prefix) {
  return prefix.empty() ? "" : to_utf8(prefix) + "- ";
}
std::string suffix_rule(const Letters& suffix) {
  return suffix.empty() ? "" : "-" + to_utf8(suffix) + " ";
}

// The letters unfolded, but for the alef wasla of vocalised texts.
Letters with_hamza(std::string_view written) {
  static constexpr std::string_view kWasla = "ٱ";
  if (!written.starts_with(kWasla)) return letters_of(written);
  return "ا"_ar + letters_of(written.substr(kWasla.size()));
}

// Collects the readings of one word.
class Reader {
 public:
  explicit Reader(std::string_view written)
      : word_(fold(written)),
        unfolded_(with_hamza(written)),
        ends_in_heh_(written.ends_with("ه")) {}

  // The cheapest readings, cheapest first.
  std::vector<Reading> read() {
    read_noun(word_, false, 0, "");
    read_verb(word_, kPast | kPresent, 0, "");
    const Affixes& a = affixes();
    for (const Letters& p : a.article) {
      if (!has_article(p)) continue;
      try_prefix(p, [&](const Letters& rest, const std::string& rule) {
        read_noun(rest, true, kArticleCost, rule);
      });
    }
    for (const Letters& p : a.lam) {
      try_prefix(p, [&](const Letters& rest, const std::string& rule) {
        read_noun(rest, true, kArticleCost, rule);
        read_noun("ل"_ar + rest, true, kArticleCost, rule);
      });
    }
    for (const Letters& p : a.noun) {
      try_prefix(p, [&](const Letters& rest, const std::string& rule) {
        read_noun(rest, false, kProcliticCost, rule);
      });
    }
    for (const Letters& p : a.verb) {
      try_prefix(p, [&](const Letters& rest, const std::string& rule) {
        read_verb(rest, kPast | kPresent, kProcliticCost, rule);
      });
    }
    for (const Letters& p : a.future) {
      try_prefix(p, [&](const Letters& rest, const std::string& rule) {
        read_verb(rest, kPresent, kFutureCost, rule);
      });
    }
    return cheapest();
  }

 private:
  // The alef of the article has no hamza: إلهام is not ال + هام.
  bool has_article(const Letters& prefix) const { return unfolded_.starts_with(prefix); }

  template <typename Then>
  void try_prefix(const Letters& prefix, Then then) {
    if (!word_.starts_with(prefix) || word_.size() < prefix.size() + kMinBase) return;
    then(word_.substr(prefix.size()), prefix_rule(prefix));
  }

  void read_noun(const Letters& core, bool article, double cost, const std::string& rule) {
    read_bases(core, article, false, cost, rule);
    if (article) return;
    for (const Letters& pronoun : affixes().pronoun) {
      if (!core.ends_with(pronoun) || core.size() < pronoun.size() + kMinBase) continue;
      const Letters rest = core.substr(0, core.size() - pronoun.size());
      // ة would have opened to ت
      if (rest.ends_with(kHeh) && look_up(rest).is(kTehMarbuta)) continue;
      read_bases(rest, false, true, cost + kPronounCost, rule + suffix_rule(pronoun));
    }
  }

  void read_bases(const Letters& core, bool article, bool bound, double cost,
                  const std::string& rule) {
    const LexiconEntry whole = look_up(core);
    if (whole.is(kNoun)) {
      const bool heh_for_teh = !bound && ends_in_heh_ && whole.is(kTehMarbuta);
      const bool listed_plural = core.ends_with(kAtEnding) && !whole.is(kInflects) &&
                                 !word_lists().protected_words.contains(core);
      const bool listed_article =
          core.starts_with(kArticleLetters) && look_up(core.substr(2)).is(kNoun);
      add(core, whole,
          cost + (heh_for_teh ? kHehForTehCost : 0) + (listed_plural ? kListedPluralCost : 0) +
              (listed_article ? kListedArticleCost : 0),
          article, rule);
    }
    // محامٍ: a defective noun without article loses its ي.
    if (const LexiconEntry defective = find_in_lexicon(core + kYeh);
        !whole && !bound && defective.is(kNoun)) {
      add(core + kYeh, defective, cost + kEndingCost, article, rule + "+ي ");
    }
    for (const Ending& ending : affixes().endings) {
      if ((ending.bound && !bound) || !core.ends_with(ending.letters)) continue;
      const Letters root = core.substr(0, core.size() - ending.letters.size());
      const Letters base = root + ending.restore;
      if (base.size() < kMinBase) continue;
      const LexiconEntry entry = look_up(base);
      if (!entry.is(kNoun) || !entry.is(ending.needs)) continue;
      const std::string with_ending = rule + suffix_rule(ending.letters);
      if (ending.nisba) {
        add(root + kYeh, entry, cost + kNisbaEndingCost, false, with_ending);
      } else {
        const bool plain_at = ending.letters == kAtEnding && ending.restore.empty();
        add(base, entry,
            cost + (ending.orthographic ? 0 : kEndingCost) + (plain_at ? kPlainAtCost : 0), article,
            with_ending);
      }
    }
  }

  void read_verb(const Letters& core, std::uint16_t tenses, double cost, const std::string& rule) {
    read_verb_form(core, tenses, false, cost, rule);
    for (const Letters& pronoun : affixes().pronoun) {
      if (!core.ends_with(pronoun) || core.size() < pronoun.size() + kMinBase + 1) continue;
      read_verb_form(core.substr(0, core.size() - pronoun.size()), tenses, true,
                     cost + kPronounCost, rule + suffix_rule(pronoun));
    }
  }

  void read_verb_form(const Letters& core, std::uint16_t tenses, bool bound, double cost,
                      const std::string& rule) {
    add_verb(core, tenses, cost, rule);
    const auto with_endings = [&](const std::vector<SubjectEnding>& endings, std::uint16_t tense) {
      if ((tenses & tense) == 0) return;
      for (const SubjectEnding& ending : endings) {
        if ((ending.bound && !bound) || !core.ends_with(ending.letters)) continue;
        if (core.size() < ending.letters.size() + kMinBase + 1) continue;
        add_verb(core.substr(0, core.size() - ending.letters.size()), tense, cost + kEndingCost,
                 rule + suffix_rule(ending.letters));
      }
    };
    with_endings(affixes().past, kPast);
    with_endings(affixes().present, kPresent);
  }

  void add_verb(const Letters& form, std::uint16_t tenses, double cost, const std::string& rule) {
    const LexiconEntry entry = find_in_lexicon(form);
    if (!entry.is(tenses)) return;
    readings_.push_back({form, entry, cost + kVerbCost, rule, true, false});
  }

  void add(const Letters& base, const LexiconEntry& entry, double cost, bool article,
           const std::string& rule) {
    if (article && !entry.is(kArticle)) cost += kNoArticleCost;
    if (base.size() <= kMinBase && base != word_) cost += kShortBaseCost;
    readings_.push_back(
        {base, entry, cost, rule, false, word_lists().protected_words.contains(base)});
  }

  std::vector<Reading> cheapest() {
    std::ranges::stable_sort(readings_, {}, &Reading::cost);
    const auto last = std::ranges::find_if(
        readings_, [&](const Reading& r) { return r.cost > readings_.front().cost + kClose; });
    readings_.erase(last, readings_.end());
    return std::move(readings_);
  }

  const Letters word_;
  const Letters unfolded_;
  const bool ends_in_heh_;
  std::vector<Reading> readings_;
};

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

  // A present form may belong to several verbs; those that share its letters are likeliest.
  void add_lemmas(const Reading& reading) {
    std::vector<Letters> close;
    std::vector<Letters> others;
    const Letters root = reading.base.substr(1);
    for (std::string_view rest = reading.entry.lemmas; !rest.empty();) {
      const auto size = static_cast<unsigned char>(rest.front());
      const Letters lemma(rest.substr(1, size));
      rest.remove_prefix(1 + size);
      (lemma == reading.base || lemma == root || lemma == "ا"_ar + root ? close : others)
          .push_back(lemma);
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
  if (find_in_lexicon(word).is(kNoun)) return word;
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
  return static_cast<bool>(look_up(Letters(letters)));
}

std::vector<Stem> stem(std::string_view written) {
  Terms terms;
  for (const std::string& spelling : alef_spellings(written)) {
    for (const Reading& reading : Reader(spelling).read()) terms.add(reading);
  }
  std::vector<Stem> stems = terms.take();
  if (!stems.empty()) return stems;
  Terms unknown;
  unknown.add_unknown(written);
  stems = unknown.take();
  if (stems.empty()) stems.push_back({Letters(written), "as written"});
  return stems;
}

}  // namespace fihris::analysis
