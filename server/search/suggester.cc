#include "server/search/suggester.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/analysis/stopwords.h"
#include "indexer/analysis/tokenizer.h"

namespace fihris::search {
namespace {

// Particles that a word may be typed with, and how much a word behind one counts beside a word that
// begins with these letters itself: «ال» is hardly ever a word's own, the و of وز is mostly that of
// وزير.
struct Particle {
  std::string_view text;
  double share;
};
constexpr std::array<Particle, 6> kParticles{
    {{"ال", 1}, {"وال", 1}, {"بال", 0.5}, {"فال", 0.5}, {"كال", 0.5}, {"و", 0.05}}};

constexpr double kSureShare = 0.5;

// Of so many suggestions, one may be a title even where words could fill the list.
constexpr std::size_t kSuggestionsPerTitle = 3;

struct Typed {
  std::vector<std::string> before;  // words before the last one, without function words
  std::string last;                 // empty if the query ends in no word
};

Typed read(std::string_view q) {
  while (!q.empty() && q.back() == ' ') q.remove_suffix(1);
  Typed typed;
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

// Whether the title has all of `wanted`.
bool has_all(std::span<const Group> title, const std::vector<Group>& wanted) {
  return std::ranges::all_of(
      wanted, [&](Group group) { return std::ranges::find(title, group) != title.end(); });
}

}  // namespace

Suggester::Suggester(std::shared_ptr<const schema::Snapshot> snapshot)
    : snapshot_(std::move(snapshot)), groups_(*snapshot_), title_words_(*snapshot_, groups_) {}

Result<std::vector<Suggestion>> Suggester::suggest(std::string_view q, std::size_t size) const {
  const Typed typed = read(q);
  if (typed.last.empty()) return {};
  const std::vector<Reading> meant = readings(typed.last);
  std::vector<Suggestion> found = words(meant, size);
  const std::size_t room = std::max(size - found.size(), size / kSuggestionsPerTitle);
  Result<std::vector<Suggestion>> of_titles = titles(meant, typed.before, room);
  if (!of_titles) return of_titles;
  found.resize(std::min(found.size(), size - of_titles->size()));
  std::ranges::move(*of_titles, std::back_inserter(found));
  return found;
}

std::vector<Suggester::Reading> Suggester::readings(std::string_view typed) const {
  std::vector<Reading> readings{{groups_.beginning_with(group_letters(typed)), "", 1}};
  for (const Particle& particle : kParticles) {
    if (!typed.starts_with(particle.text) || typed.size() == particle.text.size()) continue;
    const analysis::Letters rest = group_letters(typed.substr(particle.text.size()));
    readings.push_back({groups_.beginning_with(rest), particle.text, particle.share});
  }
  return readings;
}

std::vector<Suggestion> Suggester::words(const std::vector<Reading>& readings,
                                         std::size_t size) const {
  struct Choice {
    double value;
    Group group;
    const Reading* reading;
  };
  const auto better = [](const Choice& a, const Choice& b) {
    return a.value != b.value ? a.value > b.value : a.group < b.group;
  };
  std::vector<Choice> best;  // a heap, the worst one in front
  for (const Reading& reading : readings) {
    for (Group group = reading.groups.begin; group < reading.groups.end; ++group) {
      const Choice choice{reading.share * groups_.articles(group), group, &reading};
      if (best.size() == size && !better(choice, best.front())) continue;
      if (best.size() == size) {
        std::ranges::pop_heap(best, better);
        best.pop_back();
      }
      best.push_back(choice);
      std::ranges::push_heap(best, better);
    }
  }
  std::ranges::sort(best, better);
  std::vector<Suggestion> words;
  for (const Choice& choice : best) {
    std::string text = shown(choice.group, choice.reading->particle);
    if (std::ranges::find(words, text, &Suggestion::text) != words.end()) continue;
    words.push_back({SuggestionKind::word, std::move(text), groups_.articles(choice.group), ""});
  }
  return words;
}

// With the particle that was typed, where articles have it so.
std::string Suggester::shown(Group group, std::string_view particle) const {
  const std::string_view bare = groups_.text(group);
  if (particle.empty()) return std::string(bare);
  const std::string whole = std::string(particle).append(bare);
  const bool known = std::ranges::any_of(snapshot_->segments, [&](const auto& segment) {
    return segment->find_word(whole).has_value();
  });
  return known ? whole : std::string(bare);
}

// Titles are not weighed, so the unlikely readings only count where there is no other.
std::vector<GroupRange> Suggester::sure_groups(const std::vector<Reading>& readings) {
  std::vector<GroupRange> sure;
  std::vector<GroupRange> all;
  for (const Reading& reading : readings) {
    if (reading.groups.begin == reading.groups.end) continue;
    all.push_back(reading.groups);
    if (reading.share >= kSureShare) sure.push_back(reading.groups);
  }
  return sure.empty() ? all : sure;
}

Result<std::vector<Suggestion>> Suggester::titles(const std::vector<Reading>& readings,
                                                  const std::vector<std::string>& before,
                                                  std::size_t size) const {
  std::vector<Group> wanted;
  for (const std::string& word : before) {
    const std::optional<Group> group = groups_.find(word);
    if (!group) return {};
    wanted.push_back(*group);
  }
  const std::vector<GroupRange> meant = sure_groups(readings);
  const auto is_meant = [&](Group group) {
    return std::ranges::any_of(meant, [&](GroupRange range) { return range.contains(group); });
  };
  std::vector<Suggestion> titles;
  std::optional<Error> error;
  title_words_.for_each([&](schema::DocRef ref, std::span<const Group> words) {
    if (titles.size() >= size) return false;
    if (!std::ranges::any_of(words, is_meant) || !has_all(words, wanted)) return true;
    Result<schema::Article> article = snapshot_->article(ref);
    if (!article) {
      error = article.error();
      return false;
    }
    if (std::ranges::find(titles, article->title, &Suggestion::text) == titles.end()) {
      titles.push_back({SuggestionKind::title, article->title, 1, article->id});
    }
    return true;
  });
  if (error) return tl::make_unexpected(*error);
  return titles;
}

std::shared_ptr<const Suggester> Searcher::suggester() {
  std::shared_ptr<const schema::Snapshot> snapshot = current();
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
