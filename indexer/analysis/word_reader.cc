#include "indexer/analysis/word_reader.h"

#include <algorithm>
#include <utility>

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
constexpr double kSpellingCost = 0.4;  // مستواه is مستوى, but رأيها rather رأي than راء
constexpr double kPastDualCost = 0.6;  // ودعا: rather و + دعا than "they both bade farewell"
constexpr double kBoundDualCost = 0.3;
constexpr double kVerbCost = 0.4;       // a noun of the same letters is likelier in a search
constexpr double kRareCost = 1.0;       // يوما: rather يوم than أومأ
constexpr double kHehForTehCost = 1.3;  // مدرسه for مدرسة: a typing habit, or a pronoun
constexpr double kTehForHehCost = 1.0;
constexpr double kNoArticleCost = 0.5;  // the lexicon has it without article
constexpr double kShortBaseCost = 1.0;  // two letters remain
constexpr double kPlainAtCost = 0.4;    // مؤسسات: rather of مؤسسة than of مؤسس
// البلدان has an entry of its own; الحق is rather ال + حق than ألحق.
constexpr double kArticleLikeCost = 1.0;
constexpr double kListedPluralCost = 1.8;  // سيارات has an entry of its own beside سيارة
constexpr size_t kMinBase = 2;
constexpr size_t kMinDefective = 3;

const char kHeh = "ه"_ar[0];
const char kYeh = "ي"_ar[0];
const Letters kRestoredYeh = "+" + "ي"_ar;
const Letters kAlef = "ا"_ar;
const Letters kLam = "ل"_ar;
const Letters kPluralSubject = "وا"_ar;
const Letters kAtEnding = "ات"_ar;
const Letters kArticleLetters = "ال"_ar;
bool has_article_at(const Letters& unfolded, size_t at) {
  return at <= unfolded.size() &&
         unfolded.compare(at, kArticleLetters.size(), kArticleLetters) == 0;
}

// Collects the readings of one word.
class Reader {
 public:
  explicit Reader(const WrittenWord& word) : word_(word) {}

  // The cheapest readings, cheapest first.
  std::vector<Reading> read() {
    const Affixes& a = affixes();
    read_noun(word_.folded, false, 0);
    read_verb(word_.folded, kPast | kPresent, 0);
    try_prefixes(a.article, [&](const Letters& rest) {
      if (has_article()) read_noun(rest, true, kArticleCost);
    });
    try_prefixes(a.lam, [&](const Letters& rest) {
      read_noun(rest, true, kArticleCost);
      read_noun(kLam + rest, true, kArticleCost);
    });
    try_prefixes(a.noun, [&](const Letters& rest) { read_noun(rest, false, kProcliticCost); });
    try_prefixes(a.verb,
                 [&](const Letters& rest) { read_verb(rest, kPast | kPresent, kProcliticCost); });
    try_prefixes(a.future, [&](const Letters& rest) { read_verb(rest, kPresent, kFutureCost); });
    return cheapest();
  }

 private:
  template <typename Then>
  void try_prefixes(const std::vector<Letters>& prefixes, Then then) {
    const Letters& word = word_.folded;
    for (const Letters& prefix : prefixes) {
      if (!word.starts_with(prefix) || word.size() < prefix.size() + kMinBase) continue;
      taken_.prefix = prefix;
      then(word.substr(prefix.size()));
    }
    taken_.prefix = {};
  }

  // The alef of the article has no hamza: إلهام is not ال + هام.
  bool has_article() const {
    return has_article_at(word_.unfolded, taken_.prefix.size() - kArticleLetters.size());
  }

  // Whether the letters behind the prefix may be an article and a noun.
  bool may_have_article(const Letters& core) const {
    return core.starts_with(kArticleLetters) &&
           has_article_at(word_.unfolded, taken_.prefix.size()) &&
           look_up_word(core.substr(kArticleLetters.size())).is(kNoun);
  }

  template <typename Then>
  void try_pronouns(const Letters& core, size_t min_rest, Then then) {
    for (const Letters& pronoun : affixes().pronoun) {
      if (!core.ends_with(pronoun) || core.size() < pronoun.size() + min_rest) continue;
      taken_.pronoun = pronoun;
      then(core.substr(0, core.size() - pronoun.size()));
    }
    taken_.pronoun = {};
  }

  void read_noun(const Letters& core, bool article, double cost) {
    const double bare = !article && may_have_article(core) ? kArticleLikeCost : 0;
    read_bases(core, article, cost + bare);
    if (article) return;
    try_pronouns(core, kMinBase, [&](const Letters& rest) {
      // ة would have opened to ت
      if (rest.ends_with(kHeh) && look_up_word(rest).is(kTehMarbuta)) return;
      read_bases(rest, false, cost + bare + pronoun_cost());
    });
  }

  // ة for the pronoun is a rare habit: عندة.
  double pronoun_cost() const { return kPronounCost + (word_.ends_in_teh ? kTehForHehCost : 0); }
  bool bound() const { return !taken_.pronoun.empty(); }

  void read_bases(const Letters& core, bool article, double cost) {
    const LexiconEntry whole = look_up_word(core);
    if (whole.is(kNoun)) add(core, whole, cost + listed_cost(core, whole), article);
    if (!bound() && !whole.is(kArticle)) read_defective(core, article, cost);
    for (const Ending& ending : affixes().endings) {
      if (!core.ends_with(ending.letters) || (ending.bound && !bound())) continue;
      taken_.ending = ending.letters;
      read_ending(core, ending, article, cost);
    }
    taken_.ending = {};
  }

  // What a whole word costs where the lexicon lists forms that are better taken apart.
  double listed_cost(const Letters& core, const LexiconEntry& whole) const {
    double cost = 0;
    if (!bound() && word_.ends_in_heh && whole.is(kTehMarbuta)) cost += kHehForTehCost;
    if (is_listed_plural(core, whole)) cost += kListedPluralCost;
    return cost;
  }

  // The lexicon lists طلبات by itself where طلب takes ات only in this sense.
  static bool is_listed_plural(const Letters& core, const LexiconEntry& whole) {
    return core.ends_with(kAtEnding) && whole.is(kNoun) && !whole.is(kInflects) &&
           !word_lists().flags.contains(core);
  }

  // محامٍ: a defective noun without article loses its ي.
  void read_defective(const Letters& core, bool article, double cost) {
    if (core.size() < kMinDefective || core.ends_with(kAtEnding)) return;
    if (word_lists().nisba.contains(core + kYeh)) return;  // وزار is و + زار, not وزاري
    const LexiconEntry entry = find_in_lexicon(core + kYeh);
    taken_.ending = kRestoredYeh;
    if (entry.is(kNoun)) add(core + kYeh, entry, cost + kEndingCost, article);
    taken_.ending = {};
  }

  void read_ending(const Letters& core, const Ending& ending, bool article, double cost) {
    const Letters root = core.substr(0, core.size() - ending.letters.size());
    const Letters base = root + ending.restore;
    const LexiconEntry entry = look_up_word(base);
    const bool at = ending.letters == kAtEnding;
    if (base.size() < kMinBase || !entry.is(kNoun)) return;
    const bool has_seat =
        !root.empty() && word_.unfolded.find(root.back() + ending.hamza) != Letters::npos;
    if (!ending.hamza.empty() && !has_seat) return;
    const bool listed = at && entry.is(kFrequent) && is_listed_plural(core, find_in_lexicon(core));
    if (!entry.is(ending.needs) && !listed) return;
    // The alef of tanwin never follows ة: عملها is عمل + ها, not عملة.
    if (ending.letters == kAlef && ending.restore.empty() && entry.is(kTehMarbuta)) return;
    // طلبات is no plural of طلبة, which is one itself.
    if (at && word_lists().broken_plurals.contains(base)) return;
    if (ending.nisba) return add(root + kYeh, entry, cost + kNisbaEndingCost, false);
    cost += ending.orthographic ? kSpellingCost : kEndingCost;
    if (at && ending.restore.empty()) cost += kPlainAtCost;
    // أجراها is rather أجرى than "her two wages".
    if (bound() && ending.letters == kAlef && ending.restore.empty()) cost += kBoundDualCost;
    add(base, entry, cost, article);
  }

  void read_verb(const Letters& core, std::uint16_t tenses, double cost) {
    read_verb_form(core, tenses, cost);
    try_pronouns(core, kMinBase + 1, [&](const Letters& rest) {
      read_verb_form(rest, tenses, cost + pronoun_cost());
      if (!rest.ends_with(kAlef)) return;  // أعطاه is أعطى
      const Letters weak = rest.substr(0, rest.size() - 1) + kYeh;
      add_verb(weak, tenses, cost + pronoun_cost() + kSpellingCost, 0);
    });
  }

  void read_verb_form(const Letters& core, std::uint16_t tenses, double cost) {
    const double article = may_have_article(core) ? kArticleLikeCost : 0;
    add_verb(core, tenses, cost, article);
    const auto with_endings = [&](const std::vector<SubjectEnding>& endings, std::uint16_t tense) {
      if ((tenses & tense) == 0) return;
      for (const SubjectEnding& ending : endings) {
        if ((ending.bound && !bound()) || !core.ends_with(ending.letters)) continue;
        if (core.size() < ending.letters.size() + kMinBase) continue;
        const Letters form = core.substr(0, core.size() - ending.letters.size());
        // ردت is of رد; of two letters, only common verbs. بقوات is no form of بقوا.
        if (form.size() == kMinBase && !find_in_lexicon(form).is(kFrequentPast)) continue;
        if (form.ends_with(kPluralSubject)) continue;
        taken_.ending = ending.letters;
        const bool dual = tense == kPast && ending.letters == kAlef;
        add_verb(form, tense, cost + kEndingCost + (dual ? kPastDualCost : 0), article);
      }
      taken_.ending = {};
    };
    with_endings(affixes().past, kPast);
    with_endings(affixes().present, kPresent);
  }

  void add_verb(const Letters& form, std::uint16_t tenses, double cost, double article_cost) {
    const LexiconEntry entry = find_in_lexicon(form);
    if (!entry.is(tenses)) return;
    cost += kVerbCost;
    if (!entry.is(kPlainAlef)) cost += article_cost;  // ألحق has a hamza, التقى has none
    if (!entry.is(kFrequentVerb)) cost += kRareCost;
    readings_.push_back({form, entry, cost, taken_, true});
  }

  void add(const Letters& base, const LexiconEntry& entry, double cost, bool article) {
    if (is_heh_for_teh(base, entry)) return;
    if (article && !entry.is(kArticle)) cost += kNoArticleCost;
    if (!entry.is(kFrequent)) {
      cost += kRareCost;
      if (base.size() <= kMinBase && base != word_.folded) cost += kShortBaseCost;
    }
    readings_.push_back({base, entry, cost, taken_, false});
  }

  // A written ة is no ه of the word: كناة is not ك + ناه.
  bool is_heh_for_teh(const Letters& base, const LexiconEntry& entry) const {
    return word_.ends_in_teh && !taken_.prefix.empty() && taken_.ending.empty() &&
           base.ends_with(kHeh) && !entry.is(kTehMarbuta);
  }

  std::vector<Reading> cheapest() {
    // A rare verb comes after what costs the same: يردون is rather of رد than of ردى.
    std::ranges::stable_sort(readings_, {}, [](const Reading& r) {
      return std::pair(r.cost, r.verb && !r.entry.is(kFrequentVerb));
    });
    const auto last = std::ranges::find_if(
        readings_, [&](const Reading& r) { return r.cost > readings_.front().cost + kClose; });
    readings_.erase(last, readings_.end());
    return std::move(readings_);
  }

  const WrittenWord& word_;
  Affixation taken_;  // what is off the word at this point of the search
  std::vector<Reading> readings_;
};

}  // namespace

WrittenWord::WrittenWord(std::string_view written)
    : folded(fold(written)),
      ends_in_heh(written.ends_with("ه")),
      ends_in_teh(written.ends_with("ة")) {
  static constexpr std::string_view kWasla = "ٱ";
  if (written.starts_with(kWasla)) {
    unfolded = kAlef;
    written.remove_prefix(kWasla.size());
  }
  unfolded += letters_of(written);
}

std::vector<Reading> read_word(const WrittenWord& word) { return Reader(word).read(); }

LexiconEntry look_up_word(const Letters& word) {
  LexiconEntry entry = find_in_lexicon(word);
  const auto& flags = word_lists().flags;
  if (const auto listed = flags.find(word); listed != flags.end()) entry.flags |= listed->second;
  return entry;
}

}  // namespace fihris::analysis
