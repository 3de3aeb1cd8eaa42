// Words that a mistyped word may stand for: the walk through the trie leaves none out.
#include "server/search/typing_walk.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

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
      for (std::uint32_t at = 0; at < trie.root().end; ++at) {
        add_costs(trie, {at, at + 1, 0}, typed, limit, one_by_one);
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
