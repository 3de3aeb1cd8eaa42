#include "server/search/near_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "indexer/analysis/stopwords.h"

namespace fihris::search {
namespace {

// A mistake of cost 1 in this many words: what makes a frequent word likelier than a rare one.
constexpr double kMistakeRarity = 7;  // natural logarithm

constexpr std::string_view kArticle = "ال";
constexpr std::array<std::string_view, 11> kArticleParticles{
    "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "فلل", "وبال", "وكال", "فبال"};
constexpr std::size_t kShortestRest = 6;  // bytes: three letters

constexpr float kTooMuch = 1000;

// Words may have so many letters more than what was typed.
constexpr std::size_t kMaxMissing = 4;

// What to look for, and what to put before what is found.
struct Reading {
  std::string_view typed;
  std::string_view particle;
};

std::vector<Reading> readings_of(std::string_view written) {
  std::vector<Reading> readings{{written, ""}};
  std::string_view longest;
  for (const std::string_view particle : kArticleParticles) {
    if (written.starts_with(particle) && written.size() >= particle.size() + kShortestRest &&
        particle.size() > longest.size()) {
      longest = particle;
    }
  }
  if (!longest.empty()) readings.push_back({written.substr(longest.size()), longest});
  return readings;
}

// Collects what the walks find, by text.
class Found {
 public:
  void add(std::string text, float cost, std::uint64_t articles) {
    const auto [at, is_new] = places_.try_emplace(std::move(text), words_.size());
    if (is_new) words_.push_back({at->first, cost, 0});
    NearWord& word = words_[at->second];
    word.cost = std::min(word.cost, cost);
    word.articles += articles;
  }
  std::vector<NearWord> best(std::string_view written, std::size_t count) {
    std::erase_if(words_, [&](const NearWord& word) {
      return word.text == written || !analysis::find_stop_word(word.text).empty();
    });
    std::ranges::sort(words_, [](const NearWord& a, const NearWord& b) {
      const double of_a = likelihood(a.cost, a.articles);
      const double of_b = likelihood(b.cost, b.articles);
      return of_a != of_b ? of_a > of_b : a.text < b.text;
    });
    if (words_.size() > count) words_.resize(count);
    return std::move(words_);
  }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<NearWord> words_;
};

void look(const WordTrie& trie, WordTrie::Node start, const Reading& reading, float limit,
          Found& found) {
  const schema::Segment& segment = trie.segment();
  TypingWalk(keys_of(reading.typed), limit).run(trie, start, [&](WordTrie::Node node, float cost) {
    if (cost > limit || node.depth == start.depth) return true;
    if (const auto word = trie.word_at(node)) {
      std::string text(reading.particle);
      text += segment.words[*word].substr(start.depth);
      found.add(std::move(text), cost, segment.word_articles[*word]);
    }
    return true;
  });
}

}  // namespace

TypingWalk::TypingWalk(std::string_view keys, float limit)
    : typed_(keys.substr(0, kMaxTypedLetters)), limit_(limit) {
  const std::size_t count = typed_.size();
  const auto typed = [&](std::size_t i) {
    return i < count ? static_cast<Key>(typed_[i]) : Key{0};
  };
  for (std::size_t i = 0; i < count; ++i) {
    extra_.push_back(errors_.extra(typed(i), i > 0 ? typed(i - 1) : Key{0}, typed(i + 1)));
  }
  path_.resize(count + kMaxMissing);
  rows_.assign(path_.size() + 1, std::vector<float>(count + 1, kTooMuch));
  within_.assign(rows_.size(), {0, 0});
  std::vector<float>& row = rows_.front();
  row[0] = 0;
  within_.front().end = 1;
  for (std::size_t i = 1; i <= count; ++i) {
    row[i] = row[i - 1] + extra_[i - 1] + (i == 1 ? errors_.first_letter() : 0);
    if (row[i] <= limit_) within_.front().end = i + 1;
  }
}

// Only near the part of the row above that is within the limit. Source: E. Ukkonen: Algorithms for
// approximate string matching (1985).
bool TypingWalk::fill(std::size_t depth) {
  const Key meant = path_[depth - 1];
  const Key before = depth > 1 ? path_[depth - 2] : Key{0};
  const std::vector<float>& above = rows_[depth - 1];
  std::vector<float>& row = rows_[depth];
  const float first = depth == 1 ? errors_.first_letter() : 0;
  const float missing = errors_.missing(meant, before) + first;
  Span look{within_[depth - 1].begin, within_[depth - 1].end + 2};       // may_swap looks two back
  if (depth > 1 && within_[depth - 2].end > within_[depth - 2].begin) {  // by a swap
    if (look.begin == within_[depth - 1].end) look.begin = within_[depth - 2].begin + 2;
    look.begin = std::min(look.begin, within_[depth - 2].begin + 2);
    look.end = std::max(look.end, within_[depth - 2].end + 2);
  }
  std::ranges::fill(row, kTooMuch);
  Span& within = within_[depth];
  within = {row.size(), row.size()};
  bool may_swap = false;  // with the letter to come
  for (std::size_t i = look.begin; i < row.size(); ++i) {
    if (i >= look.end && row[i - 1] > limit_) break;
    float cost = above[i] + missing;
    if (i > 0) {
      const Key here = static_cast<Key>(typed_[i - 1]);
      const Key left = i > 1 ? static_cast<Key>(typed_[i - 2]) : Key{0};
      const float replaced = errors_.replaced(here, meant);
      cost = above[i] + errors_.missing(meant, before);
      cost = std::min(cost, above[i - 1] + replaced + (i == 1 && replaced > 0.1F ? first : 0));
      cost = std::min(cost, row[i - 1] + extra_[i - 1]);
      if (i > 1 && depth > 1 && here == before && left == meant) {
        cost = std::min(cost, rows_[depth - 2][i - 2] + errors_.swapped());
      }
      may_swap = may_swap || (i > 1 && here == meant && above[i - 2] + errors_.swapped() <= limit_);
    }
    if (cost > limit_) continue;
    row[i] = cost;
    if (within.begin == row.size()) within.begin = i;
    within.end = i + 1;
  }
  return within.begin < row.size() || may_swap;
}

double likelihood(double cost, std::uint64_t articles) {
  return std::log(1 + static_cast<double>(articles)) - kMistakeRarity * cost;
}

std::vector<NearWord> near_words(const schema::Snapshot& snapshot, std::string_view written,
                                 float limit, std::size_t count) {
  Found found;
  for (const auto& segment : snapshot.segments) {
    const WordTrie trie(*segment);
    const WordTrie::Node with_article = trie.child(trie.root(), kArticle);
    for (const Reading& reading : readings_of(written)) {
      look(trie, trie.root(), reading, limit, found);
      if (!reading.typed.starts_with(kArticle)) look(trie, with_article, reading, limit, found);
    }
  }
  return found.best(written, count);
}

}  // namespace fihris::search
