#include "indexer/analysis/word_reader.h"

#include <algorithm>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/characters.h"
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
// البلدان has an entry of its own; البوم may be ألبوم or بوم.
constexpr double kListedArticleCost = 1.0;
constexpr double kListedPluralCost = 1.4;  // سيارات has an entry of its own beside سيارة
constexpr size_t kMinBase = 2;
constexpr size_t kMinDefective = 3;

const char kHeh = "ه"_ar[0];
const char kYeh = "ي"_ar[0];
const Letters kAlef = "ا"_ar;
const Letters kAtEnding = "ات"_ar;
const Letters kArticleLetters = "ال"_ar;
constexpr std::uint16_t kInflects =
    kFeminine | kDual | kMasculinePlural | kFemininePlural | kNisba | kTehMarbuta;

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
      if (rest.ends_with(kHeh) && look_up_word(rest).is(kTehMarbuta)) continue;
      read_bases(rest, false, true, cost + kPronounCost, rule + suffix_rule(pronoun));
    }
  }

  void read_bases(const Letters& core, bool article, bool bound, double cost,
                  const std::string& rule) {
    const LexiconEntry whole = look_up_word(core);
    if (whole.is(kNoun)) {
      add(core, whole, cost + listed_cost(core, whole, bound), article, rule);
    }
    if (!bound && !whole.is(kArticle)) read_defective(core, article, cost, rule);
    for (const Ending& ending : affixes().endings) {
      if (!core.ends_with(ending.letters) || (ending.bound && !bound)) continue;
      read_ending(core, ending, article, cost, rule);
    }
  }

  // What a whole word costs where the lexicon lists forms that are better taken apart.
  double listed_cost(const Letters& core, const LexiconEntry& whole, bool bound) const {
    double cost = 0;
    if (!bound && ends_in_heh_ && whole.is(kTehMarbuta)) cost += kHehForTehCost;
    if (core.ends_with(kAtEnding) && !whole.is(kInflects) &&
        !word_lists().protected_words.contains(core)) {
      cost += kListedPluralCost;
    }
    if (core.starts_with(kArticleLetters) && look_up_word(core.substr(2)).is(kNoun)) {
      cost += kListedArticleCost;
    }
    return cost;
  }

  // محامٍ: a defective noun without article loses its ي.
  void read_defective(const Letters& core, bool article, double cost, const std::string& rule) {
    if (core.size() < kMinDefective || core.ends_with(kAtEnding)) return;
    const LexiconEntry entry = find_in_lexicon(core + kYeh);
    if (entry.is(kNoun)) add(core + kYeh, entry, cost + kEndingCost, article, rule + "+ي ");
  }

  void read_ending(const Letters& core, const Ending& ending, bool article, double cost,
                   const std::string& rule) {
    const Letters root = core.substr(0, core.size() - ending.letters.size());
    const Letters base = root + ending.restore;
    const LexiconEntry entry = look_up_word(base);
    if (base.size() < kMinBase || !entry.is(kNoun) || !entry.is(ending.needs)) return;
    // The alef of tanwin never follows ة: عملها is عمل + ها, not عملة.
    if (ending.letters == kAlef && ending.restore.empty() && entry.is(kTehMarbuta)) return;
    const std::string with_ending = rule + suffix_rule(ending.letters);
    if (ending.nisba) return add(root + kYeh, entry, cost + kNisbaEndingCost, false, with_ending);
    if (!ending.orthographic) cost += kEndingCost;
    if (ending.letters == kAtEnding && ending.restore.empty()) cost += kPlainAtCost;
    add(base, entry, cost, article, with_ending);
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

}  // namespace

std::vector<Reading> read_word(std::string_view written) { return Reader(written).read(); }

LexiconEntry look_up_word(const Letters& word) {
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

Letters with_hamza(std::string_view written) {
  static constexpr std::string_view kWasla = "ٱ";
  if (!written.starts_with(kWasla)) return letters_of(written);
  return "ا"_ar + letters_of(written.substr(kWasla.size()));
}

}  // namespace fihris::analysis
