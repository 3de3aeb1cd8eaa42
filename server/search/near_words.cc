#include "server/search/near_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "indexer/analysis/stopwords.h"
#include "server/search/typing_walk.h"

namespace fihris::search {
namespace {

// A mistake of cost 1 in this many words: what makes a frequent word likelier than a rare one.
constexpr double kMistakeRarity = 7;  // natural logarithm

constexpr std::string_view kArticle = "ال";
constexpr std::array<std::string_view, 11> kArticleParticles{
    "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "فلل", "وبال", "وكال", "فبال"};
constexpr std::size_t kShortestRest = 6;  // bytes: three letters

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

// Not among the words of `left_out`.
void look(const WordTrie& trie, WordTrie::Node start, WordTrie::Node left_out,
          const Reading& reading, float limit, Found& found) {
  const schema::Segment& segment = trie.segment();
  TypingWalk(keys_of(reading.typed), limit).run(trie, start, [&](WordTrie::Node node, float cost) {
    if (node == left_out) return false;
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

double likelihood(double cost, std::uint64_t articles) {
  return std::log(1 + static_cast<double>(articles)) - kMistakeRarity * cost;
}

std::vector<NearWord> near_words(const schema::Snapshot& snapshot, std::string_view written,
                                 float limit, std::size_t count) {
  Found found;
  for (const auto& segment : snapshot.segments) {
    const WordTrie trie(*segment);
    const WordTrie::Node with_article = trie.child(trie.root(), kArticle);
    constexpr WordTrie::Node kNone{};
    for (const Reading& reading : readings_of(written)) {
      // Behind a particle no word has the article once more.
      const bool has_particle = !reading.particle.empty();
      look(trie, trie.root(), has_particle ? with_article : kNone, reading, limit, found);
      // With the article, what is written has been looked for as it is.
      const bool is_looked_for =
          reading.typed.starts_with(kArticle) || reading.particle == kArticle;
      if (!is_looked_for) look(trie, with_article, kNone, reading, limit, found);
    }
  }
  return found.best(written, count);
}

}  // namespace fihris::search
