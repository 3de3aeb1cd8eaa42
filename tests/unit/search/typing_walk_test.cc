// Words that a mistyped word may stand for: the walk through the trie leaves none out.
#include "server/search/typing_walk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/support/sample_corpus.h"
#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

using Costs = std::map<schema::Word, float>;

void add_costs(const WordTrie& trie, WordTrie::Node start, const std::string& typed, float limit,
               Costs& costs) {
  TypingWalk(keys_of(typed), limit).run(trie, start, [&](WordTrie::Node node, float cost) {
    if (const auto word = trie.word_at(node); word && cost <= limit) costs[*word] = cost;
    return true;
  });
}

// The edit distance as a table of all beginnings, nothing left out.
Cost distance(const std::string& typed, const std::string& meant) {
  const TypingErrors& errors = TypingErrors::instance();
  const auto key = [](const std::string& keys, std::size_t i) {
    return i < keys.size() ? static_cast<Key>(keys[i]) : Key{0};
  };
  const auto sum = [](int a, int b, int c = 0) { return static_cast<Cost>(a + b + c); };
  std::vector<std::vector<Cost>> costs(meant.size() + 1, std::vector<Cost>(typed.size() + 1, 0));
  for (std::size_t m = 0; m <= meant.size(); ++m) {
    for (std::size_t t = 0; t <= typed.size(); ++t) {
      if (m + t == 0) continue;
      Cost best = kTooMuch;
      const Cost first = m + t == 1 ? errors.first_letter() : Cost{0};
      if (t > 0) {
        const Cost extra =
            errors.extra(key(typed, t - 1), t > 1 ? key(typed, t - 2) : Key{0}, key(typed, t));
        best = std::min(best, sum(costs[m][t - 1], extra, first));
      }
      if (m > 0) {
        const Cost missing = errors.missing(key(meant, m - 1), m > 1 ? key(meant, m - 2) : Key{0});
        best = std::min(best, sum(costs[m - 1][t], missing, first));
      }
      if (m > 0 && t > 0) {
        const Cost replaced = errors.replaced(key(typed, t - 1), key(meant, m - 1));
        const bool is_mistake = m + t == 2 && replaced > to_cost(0.1F);
        best = std::min(
            best, sum(costs[m - 1][t - 1], replaced, is_mistake ? errors.first_letter() : Cost{0}));
      }
      if (m > 1 && t > 1 && typed[t - 1] == meant[m - 2] && typed[t - 2] == meant[m - 1]) {
        best = std::min(best, sum(costs[m - 2][t - 2], errors.swapped()));
      }
      costs[m][t] = best;
    }
  }
  return costs.back().back();
}

// Of short words of few letters, many are near each other.
std::string random_word(std::mt19937& random) {
  constexpr std::string_view kLetters = "ابتدذركعقطهويمنسش";
  std::string word;
  for (std::size_t left = 3 + random() % 6; left > 0; --left) {
    word += kLetters.substr(random() % (kLetters.size() / 2) * 2, 2);
  }
  return word;
}

TEST_SUITE("unit") {
  TEST_CASE("a walk finds the words within its limit as if it looked at each by itself") {
    std::mt19937 random(5);  // NOLINT(cert-msc51-cpp): the same in every run
    std::string body;
    for (int i = 0; i < 3000; ++i) body += random_word(random) + " ";
    const TinyIndex index({{"a", "", body + test::sample_words(400, 1)}});
    const auto snapshot = schema::Snapshot::open(index.path()).value();
    const WordTrie trie(*snapshot->segments.front());
    REQUIRE(snapshot->segments.front()->word_nodes().size() > 100);
    std::size_t found = 0;
    for (int i = 0; i < 150; ++i) {
      const std::string typed = random_word(random);
      const float limit = 0.3F * static_cast<float>(1 + random() % 6);
      Costs walked;
      Costs one_by_one;
      add_costs(trie, trie.root(), typed, limit, walked);
      const schema::StringList& words = trie.segment().words;
      for (schema::Word word = 0; word < words.size(); ++word) {
        const float cost = to_float(distance(keys_of(typed), keys_of(words[word])));
        if (cost <= limit) one_by_one[word] = cost;
      }
      INFO(typed, " within ", limit);
      CHECK(walked == one_by_one);
      found += walked.size();
    }
    CHECK(found > 200);
  }
}

}  // namespace
}  // namespace fihris::search
