#include "server/search/word_groups.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/stopwords.h"

namespace fihris::search {
namespace {

using analysis::Letters;
using analysis::operator""_ar;

// Titles beyond these, the oldest, are not suggested: bounds time and memory on large indexes.
constexpr std::size_t kMaxTitles = 100'000;

// Particles without article, of a noun that the lexicon does not know with them. They are taken off
// where the rest is a word that articles have, this often for each time that they have the whole:
// the ب of بايدن is none.
constexpr std::array<std::string_view, 8> kParticles{"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك"};
constexpr double kBareShare = 0.3;
constexpr std::size_t kShortestRest = 3;  // letters

constexpr std::string_view kAnd = "و";
const Letters kArticle = "ال"_ar;
constexpr std::size_t kLetterBytes = 2;  // of an Arabic letter in UTF-8

bool is_arabic(std::string_view written) {
  const auto first = static_cast<unsigned char>(written.front());
  return first >= 0xD8 && first <= 0xDB;  // U+0600 to U+06FF in UTF-8
}

}  // namespace

Letters group_letters(std::string_view written) {
  if (written.empty() || !is_arabic(written)) return Letters(written);
  Letters letters = analysis::fold(written);
  return letters.empty() ? Letters(written) : letters;
}

// A written form of a segment, while the groups are made. Its key is the end of its letters.
struct WordGroups::Form {
  std::uint32_t begin = 0;  // of its letters
  std::uint8_t size = 0;
  std::uint8_t clitics = 0;  // letters at the begin that are not of the key
  std::uint32_t segment = 0;
  schema::Word word = 0;
  std::uint32_t articles = 0;
};

class WordGroups::FormList {
 public:
  explicit FormList(const schema::Snapshot& snapshot) {
    for (std::uint32_t s = 0; s < snapshot.segments.size(); ++s) add_segment(s, snapshot);
    std::ranges::sort(forms_, {}, [this](const Form& form) { return letters(form); });
    for (std::size_t i = 0; i < forms_.size();) {
      const std::size_t end = end_of_run(i);
      const std::uint8_t count = clitics(i, end, snapshot);
      for (; i < end; ++i) forms_[i].clitics = count;
    }
    // Within a group, the form to be shown comes first.
    std::ranges::sort(forms_, [this](const Form& a, const Form& b) {
      return std::make_tuple(key(a), a.clitics, b.articles) <
             std::make_tuple(key(b), b.clitics, a.articles);
    });
  }

  const Form& operator[](std::size_t i) const { return forms_[i]; }
  std::size_t size() const { return forms_.size(); }
  // Bytes of the written form that are particles, the article aside.
  std::uint32_t particle_bytes(const Form& form) const {
    const std::string_view clitics = letters(form).substr(0, form.clitics);
    const std::size_t article = clitics.ends_with(kArticle) ? kArticle.size() : 0;
    return static_cast<std::uint32_t>((clitics.size() - article) * kLetterBytes);
  }
  std::string_view key(const Form& form) const { return letters(form).substr(form.clitics); }

 private:
  std::string_view letters(const Form& form) const {
    return std::string_view(bytes_).substr(form.begin, form.size);
  }

  void add_segment(std::uint32_t number, const schema::Snapshot& snapshot) {
    const schema::Segment& segment = *snapshot.segments[number];
    for (schema::Word word = 0; word < segment.words.size(); ++word) {
      const std::string_view written = segment.words[word];
      if (written.empty() || !analysis::find_stop_word(written).empty()) continue;
      const Letters letters = group_letters(written);
      const auto size = std::min<std::size_t>(letters.size(), 255);
      forms_.push_back({.begin = static_cast<std::uint32_t>(bytes_.size()),
                        .size = static_cast<std::uint8_t>(size),
                        .segment = number,
                        .word = word,
                        .articles = segment.word_articles[word]});
      bytes_.append(letters, 0, size);
    }
  }

  std::size_t end_of_run(std::size_t i) const {
    const std::string_view wanted = letters(forms_[i]);
    while (i < forms_.size() && letters(forms_[i]) == wanted) ++i;
    return i;
  }

  std::uint64_t articles(std::size_t begin, std::size_t end) const {
    std::uint64_t sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += forms_[i].articles;
    return sum;
  }

  // The sum for the forms that have just these letters.
  std::uint64_t articles_with(std::string_view wanted) const {
    const auto at = std::ranges::lower_bound(forms_, wanted, {},
                                             [this](const Form& form) { return letters(form); });
    if (at == forms_.end() || letters(*at) != wanted) return 0;
    const auto begin = static_cast<std::size_t>(at - forms_.begin());
    return articles(begin, end_of_run(begin));
  }

  // How many letters of forms_[begin, end), which have the same letters, are clitics.
  std::uint8_t clitics(std::size_t begin, std::size_t end, const schema::Snapshot& snapshot) const {
    const Form& form = forms_[begin];
    const std::string_view written = snapshot.segments[form.segment]->words[form.word];
    const std::string_view whole = letters(form);
    if (!is_arabic(written)) return 0;
    const Letters bare = analysis::without_proclitics(written);
    if (bare.size() >= whole.size() || !whole.ends_with(bare)) return 0;
    const std::size_t article = whole.size() - bare.size();
    if (whole.substr(0, article).ends_with(kArticle)) return static_cast<std::uint8_t>(article);
    return particle(written, whole, articles(begin, end));
  }

  // Of the particles that a word may begin with, the one that leaves the most frequent word.
  std::uint8_t particle(std::string_view written, std::string_view whole,
                        std::uint64_t articles_of_whole) const {
    auto most =
        std::max(std::uint64_t{1},
                 static_cast<std::uint64_t>(kBareShare * static_cast<double>(articles_of_whole)));
    std::size_t best = 0;
    for (const std::string_view text : kParticles) {
      const Letters particle = analysis::letters_of(text);
      if (!whole.starts_with(particle) || whole.size() < particle.size() + kShortestRest) continue;
      const std::uint64_t of_rest = articles_with(whole.substr(particle.size()));
      if (of_rest < most) continue;
      most = of_rest;
      best = particle.size();
    }
    if (best == 0 && is_and(written)) best = 1;
    return static_cast<std::uint8_t>(best);
  }

  // Whether the analyzer, too, takes the first letter for the conjunction.
  static bool is_and(std::string_view written) {
    if (!written.starts_with(kAnd) || written.size() < (1 + kShortestRest) * kAnd.size()) {
      return false;
    }
    const std::string_view rest = written.substr(kAnd.size());
    return analysis::stem(written).front().term == analysis::stem(rest).front().term;
  }

  std::string bytes_;
  std::vector<Form> forms_;
};

WordGroups::WordGroups(const schema::Snapshot& snapshot) : snapshot_(snapshot) {
  for (const auto& segment : snapshot.segments) {
    of_word_.emplace_back(segment->words.size(), kNoGroup);
  }
  const FormList forms(snapshot);
  for (std::size_t begin = 0; begin < forms.size();) {
    std::size_t end = begin;
    while (end < forms.size() && forms.key(forms[end]) == forms.key(forms[begin])) ++end;
    add_group(forms, begin, end);
    begin = end;
  }
  keys_.shrink_to_fit();
  groups_.shrink_to_fit();
}

void WordGroups::add_group(const FormList& forms, std::size_t begin, std::size_t end) {
  const Form& shown = forms[begin];
  std::uint64_t sum = 0;
  for (std::size_t i = begin; i < end; ++i) {
    sum += forms[i].articles;
    of_word_[forms[i].segment][forms[i].word] = static_cast<Group>(groups_.size());
  }
  // An article that has two of the forms is counted twice in the sum, but once for their term.
  std::uint64_t found = 0;
  const schema::Segment& segment = *snapshot_.segments[shown.segment];
  for (const schema::Term term : segment.terms_of(shown.word)) {
    std::uint64_t of_term = 0;
    for (const auto& other : snapshot_.segments) {
      if (const auto same = other->find_term(segment.terms[term])) {
        of_term += other->term_articles[*same];
      }
    }
    found = std::max(found, of_term);
  }
  groups_.push_back({.key_begin = static_cast<std::uint32_t>(keys_.size()),
                     .segment = shown.segment,
                     .word = shown.word,
                     .articles = static_cast<std::uint32_t>(std::min(sum, found)),
                     .hidden = forms.particle_bytes(shown)});
  keys_ += forms.key(shown);
}

std::string_view WordGroups::key(Group group) const {
  const std::size_t begin = groups_[group].key_begin;
  const std::size_t end = group + 1 < groups_.size() ? groups_[group + 1].key_begin : keys_.size();
  return std::string_view(keys_).substr(begin, end - begin);
}

std::string_view WordGroups::text(Group group) const {
  const Entry& entry = groups_[group];
  return snapshot_.segments[entry.segment]->words[entry.word].substr(entry.hidden);
}

GroupRange WordGroups::beginning_with(std::string_view letters) const {
  if (letters.empty()) return {};
  const auto cut = [&](const Entry& entry) {
    return key(static_cast<Group>(&entry - groups_.data())).substr(0, letters.size());
  };
  // Not equal_range: clang 14 cannot compile its result.
  const auto begin = std::ranges::lower_bound(groups_, letters, {}, cut);
  const auto end = std::ranges::upper_bound(begin, groups_.end(), letters, {}, cut);
  return {static_cast<Group>(begin - groups_.begin()), static_cast<Group>(end - groups_.begin())};
}

std::optional<Group> WordGroups::find(std::string_view written) const {
  for (std::uint32_t s = 0; s < of_word_.size(); ++s) {
    const auto word = snapshot_.segments[s]->find_word(written);
    if (word && of(s, *word) != kNoGroup) return of(s, *word);
  }
  const Letters letters = group_letters(written);
  const GroupRange range = beginning_with(letters);  // the shortest key is the first
  if (range.begin == range.end || key(range.begin) != letters) return std::nullopt;
  return range.begin;
}

TitleWords::TitleWords(const schema::Snapshot& snapshot, const WordGroups& groups) {
  for (std::uint32_t s = 0; s < snapshot.segments.size(); ++s) {
    for (schema::Doc doc = 0; doc < snapshot.segments[s]->article_count(); ++doc) {
      if (!snapshot.is_deleted({s, doc})) refs_.push_back({s, doc});
    }
  }
  std::ranges::stable_sort(refs_, std::ranges::greater{}, [&](const schema::DocRef& ref) {
    return snapshot.segments[ref.segment]->days[ref.doc];
  });
  if (refs_.size() > kMaxTitles) refs_.resize(kMaxTitles);
  refs_.shrink_to_fit();
  begins_.reserve(refs_.size() + 1);
  for (const schema::DocRef& ref : refs_) {
    begins_.push_back(static_cast<std::uint32_t>(words_.size()));
    schema::WordStream stream = snapshot.segments[ref.segment]->stream(ref.doc);
    while (stream.next() && !stream.is_border()) {
      words_.push_back(groups.of(ref.segment, stream.word()));
    }
  }
  begins_.push_back(static_cast<std::uint32_t>(words_.size()));
  words_.shrink_to_fit();
}

}  // namespace fihris::search
