#include "server/search/word_groups.h"

#include <algorithm>
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

// A particle of one letter (ب of بمصر) is only taken off where the rest is a word that articles
// have, this often for each time that they have the whole: it is not the ب of بايدن.
constexpr double kBareShare = 0.3;

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

  // How many letters of forms_[begin, end), which have the same letters, are clitics.
  std::uint8_t clitics(std::size_t begin, std::size_t end, const schema::Snapshot& snapshot) const {
    const Form& form = forms_[begin];
    const std::string_view written = snapshot.segments[form.segment]->words[form.word];
    const std::string_view whole = letters(form);
    if (!is_arabic(written)) return 0;
    const Letters bare = analysis::without_proclitics(written);
    if (bare.size() >= whole.size() || !whole.ends_with(bare)) return 0;
    const auto count = static_cast<std::uint8_t>(whole.size() - bare.size());
    if (whole.substr(0, count).ends_with("ال"_ar)) return count;
    const auto at = std::ranges::lower_bound(forms_, std::string_view(bare), {},
                                             [this](const Form& f) { return letters(f); });
    if (at == forms_.end() || letters(*at) != bare) return 0;
    const auto first = static_cast<std::size_t>(at - forms_.begin());
    const auto bare_articles = static_cast<double>(articles(first, end_of_run(first)));
    return bare_articles >= kBareShare * static_cast<double>(articles(begin, end)) ? count : 0;
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
                     .articles = static_cast<std::uint32_t>(std::min(sum, found))});
  keys_ += forms.key(shown);
}

std::string_view WordGroups::key(Group group) const {
  const std::size_t begin = groups_[group].key_begin;
  const std::size_t end = group + 1 < groups_.size() ? groups_[group + 1].key_begin : keys_.size();
  return std::string_view(keys_).substr(begin, end - begin);
}

std::string_view WordGroups::text(Group group) const {
  return snapshot_.segments[groups_[group].segment]->words[groups_[group].word];
}

GroupRange WordGroups::beginning_with(std::string_view letters) const {
  if (letters.empty()) return {};
  const auto cut = [&](const Entry& entry) {
    return key(static_cast<Group>(&entry - groups_.data())).substr(0, letters.size());
  };
  const auto range = std::ranges::equal_range(groups_, letters, {}, cut);
  return {static_cast<Group>(range.begin() - groups_.begin()),
          static_cast<Group>(range.end() - groups_.begin())};
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
