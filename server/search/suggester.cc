#include "server/search/suggester.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/analysis/stopwords.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/vocabulary.h"
#include "server/search/completions.h"
#include "server/search/keyboard.h"
#include "server/search/near_words.h"
#include "server/search/ranked_search.h"
#include "server/search/typing_walk.h"
#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

// Particles that a word may be typed with, and how much a word behind one counts beside a word that
// begins with these letters itself: «ال» is hardly ever a word's own, the و of وز is mostly that of
// وزير.
struct Particle {
  std::string_view text;
  double share;
};
constexpr std::array<Particle, 7> kParticles{
    {{"", 1}, {"ال", 1}, {"وال", 1}, {"بال", 0.5}, {"فال", 0.5}, {"كال", 0.5}, {"و", 0.05}}};

// Titles are not weighed, so the unlikely readings do not count.
constexpr double kSureShare = 0.5;

// Of so many suggestions, one may be a title even where words could fill the list.
constexpr std::size_t kSuggestionsPerTitle = 3;

// One mistake, in a word of so many letters.
constexpr float kOneMistake = 1;
constexpr std::size_t kShortestMistyped = 4;

struct Typed {
  std::vector<std::string> before;  // words before the last one, without function words
  std::string last;                 // empty if the query ends in no word
  std::string as_typed;             // the last piece between spaces
};

Typed read(std::string_view q) {
  while (!q.empty() && q.back() == ' ') q.remove_suffix(1);
  Typed typed;
  typed.as_typed = q.substr(q.rfind(' ') + 1);
  bool ends_in_word = false;
  analysis::Tokenizer tokenizer(q);
  for (analysis::Token token; tokenizer.next(token);) {
    typed.before.emplace_back(token.written);
    ends_in_word = token.end == q.size();
  }
  if (ends_in_word) {
    typed.last = std::move(typed.before.back());
    typed.before.pop_back();
  }
  std::erase_if(typed.before,
                [](const std::string& word) { return !analysis::find_stop_word(word).empty(); });
  return typed;
}

bool is_typed_with(std::string_view typed, const Particle& particle) {
  return typed.starts_with(particle.text) && typed.size() > particle.text.size();
}

bool is_in_index(const schema::Snapshot& snapshot, std::string_view written) {
  return std::ranges::any_of(snapshot.segments, [&](const auto& segment) {
    return segment->find_word(written).has_value();
  });
}

// The written forms of a segment that a search for the word finds.
std::vector<schema::Word> forms_of(const schema::Segment& segment, const std::string& written) {
  const bool arabic = static_cast<unsigned char>(written.front()) >= 0xD8;
  const auto kind = arabic ? analysis::CharClass::arabic : analysis::CharClass::latin;
  std::vector<schema::Word> forms;
  for (const analysis::Stem& stem : analysis::analyze_word(kind, written).stems) {
    const auto term = segment.find_term(stem.term);
    if (!term) continue;
    const auto of_term = segment.words_of(*term);
    forms.insert(forms.end(), of_term.begin(), of_term.end());
  }
  return forms;
}

// Marks of what a title must have: a form of each word before, and one that begins as typed.
void mark(const schema::Segment& segment, std::string_view typed,
          const std::vector<std::string>& before, WordMarks& marks) {
  for (const Particle& particle : kParticles) {
    if (particle.share < kSureShare || !is_typed_with(typed, particle)) continue;
    marks.add(forms_beginning(segment, typed.substr(particle.text.size())), 0);
  }
  unsigned bit = 1;
  for (const std::string& word : before) marks.add(forms_of(segment, word), bit++);
}

}  // namespace

Suggester::Suggester(std::shared_ptr<const schema::Snapshot> snapshot)
    : snapshot_(std::move(snapshot)) {
  for (std::uint32_t s = 0; s < snapshot_->segments.size(); ++s) {
    for (schema::Doc doc = 0; doc < snapshot_->segments[s]->article_count(); ++doc) {
      if (!snapshot_->is_deleted({s, doc})) newest_.push_back({s, doc});
    }
  }
  std::ranges::stable_sort(newest_, std::ranges::greater{}, [&](const schema::DocRef& ref) {
    return snapshot_->segments[ref.segment]->days[ref.doc];
  });
  if (newest_.size() > kMaxTitles) newest_.resize(kMaxTitles);
  newest_.shrink_to_fit();
}

Result<std::vector<Suggestion>> Suggester::suggest(std::string_view q, std::size_t size) const {
  const Typed typed = read(q);
  std::vector<Suggestion> found;
  if (!typed.last.empty()) {
    found = words(typed.last, size);
    const std::size_t room = std::max(size - found.size(), size / kSuggestionsPerTitle);
    Result<std::vector<Suggestion>> of_titles = titles(typed.last, typed.before, room);
    if (!of_titles) return of_titles;
    found.resize(std::min(found.size(), size - of_titles->size()));
    std::ranges::move(*of_titles, std::back_inserter(found));
  }
  if (!found.empty()) return found;
  for (const std::string& other : on_other_layout(typed.as_typed)) {
    if (found.empty()) found = words(read(other).last, size);
  }
  if (found.empty()) found = words_almost(typed.last, size);
  return found;
}

std::vector<Suggestion> Suggester::words(std::string_view typed, std::size_t size) const {
  struct Choice {
    double value;
    const Particle* particle;
    Completion completion;
  };
  std::vector<Choice> choices;
  for (const Particle& particle : kParticles) {
    if (!is_typed_with(typed, particle)) continue;
    for (Completion& c : completions(*snapshot_, typed.substr(particle.text.size()), size)) {
      const double value = particle.share * static_cast<double>(c.articles);
      choices.push_back({value, &particle, std::move(c)});
    }
  }
  std::ranges::stable_sort(choices, std::ranges::greater{}, &Choice::value);
  std::vector<Suggestion> words;
  for (Choice& choice : choices) {
    // With the particle that was typed, where articles have it so.
    std::string text = std::string(choice.particle->text).append(choice.completion.text);
    if (!choice.particle->text.empty() && !is_in_index(*snapshot_, text)) {
      text = std::move(choice.completion.text);
    }
    if (words.size() == size) break;
    if (std::ranges::find(words, text, &Suggestion::text) != words.end()) continue;
    words.push_back({SuggestionKind::word, std::move(text), choice.completion.articles, ""});
  }
  return words;
}

// Words that begin as typed but for one mistake, the likeliest first.
std::vector<Suggestion> Suggester::words_almost(std::string_view typed, std::size_t size) const {
  const std::string keys = keys_of(typed);
  if (keys.size() < kShortestMistyped) return {};
  struct Choice {
    double value;
    Suggestion suggestion;
  };
  std::vector<Choice> choices;
  for (const auto& segment : snapshot_->segments) {
    const WordTrie trie(*segment);
    TypingWalk(keys, kOneMistake).run(trie, trie.root(), [&](WordTrie::Node node, float cost) {
      if (cost > kOneMistake || node.empty()) return true;
      // The most frequent word has the lowest number.
      const auto order = segment->word_order().subspan(node.begin, node.end - node.begin);
      const schema::Word word = *std::ranges::min_element(order);
      const std::uint64_t articles = segment->word_articles[word];
      choices.push_back({likelihood(cost, articles),
                         {SuggestionKind::word, std::string(segment->words[word]), articles, ""}});
      return true;
    });
  }
  std::ranges::stable_sort(choices, std::ranges::greater{}, &Choice::value);
  std::vector<Suggestion> words;
  for (Choice& choice : choices) {
    if (words.size() == size) break;
    if (std::ranges::find(words, choice.suggestion.text, &Suggestion::text) == words.end()) {
      words.push_back(std::move(choice.suggestion));
    }
  }
  return words;
}

Result<std::vector<Suggestion>> Suggester::titles(std::string_view typed,
                                                  const std::vector<std::string>& before,
                                                  std::size_t size) const {
  const std::size_t wanted = 1 + before.size();
  if (wanted > WordMarks::kMaxBits) return {};
  const auto all = static_cast<WordMarks::Bits>((std::uint64_t{1} << wanted) - 1);
  std::vector<std::unique_ptr<WordMarks>> marks;
  for (const auto& segment : snapshot_->segments) {
    marks.push_back(std::make_unique<WordMarks>(*segment));
    mark(*segment, typed, before, *marks.back());
  }
  std::vector<Suggestion> titles;
  for (const schema::DocRef& ref : newest_) {
    if (titles.size() >= size) break;
    const schema::Segment& segment = *snapshot_->segments[ref.segment];
    WordMarks::Bits has = 0;
    const WordMarks& of_segment = *marks[ref.segment];
    schema::SelectedWords words(segment.stream(ref.doc), of_segment.codes());
    while (words.next() && !words.is_border()) has |= of_segment[words.word()];
    if (has != all) continue;
    Result<schema::Article> article = segment.article(ref.doc);
    if (!article) return tl::make_unexpected(article.error());
    if (std::ranges::find(titles, article->title, &Suggestion::text) == titles.end()) {
      titles.push_back({SuggestionKind::title, article->title, 1, article->id});
    }
  }
  return titles;
}

std::shared_ptr<const Suggester> Searcher::suggester() {
  std::shared_ptr<const schema::Snapshot> snapshot = current()->snapshot;
  const std::scoped_lock lock(suggester_mutex_);  // held while it is made: the others need it too
  if (!suggester_ || suggester_->snapshot() != snapshot) {
    suggester_ = std::make_shared<const Suggester>(std::move(snapshot));
  }
  return suggester_;
}

Result<std::vector<Suggestion>> Searcher::suggest(const std::string& q, std::size_t size) {
  if (q.empty()) return {};
  return suggester()->suggest(q, size);
}

}  // namespace fihris::search
