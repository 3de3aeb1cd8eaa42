// Where the words of a vocabulary part.
#include "indexer/schema/word_branches.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace fihris::schema {
namespace {

// A line for each node: its branches, with the place of their first word.
std::vector<std::string> lines_of(const WordBranches& branches) {
  std::vector<std::string> lines;
  for (std::size_t n = 0; n + 1 < branches.nodes.size(); ++n) {
    std::string line = std::to_string(branches.nodes[n].first_child) + ":";
    for (std::uint32_t b = branches.nodes[n].first_branch; b < branches.nodes[n + 1].first_branch;
         ++b) {
      line += ' ';
      line += static_cast<char>(branches.branches[b].letter);
      line += std::to_string(branches.branches[b].begin);
    }
    lines.push_back(line);
  }
  return lines;
}

TEST_SUITE("unit") {
  TEST_CASE("words part at nodes that have more than a few of them") {
    const std::vector<std::string_view> words{"a",  "ba", "bb", "bbc", "bc", "bd",
                                              "be", "bf", "bg", "bh",  "c",  "cd"};
    CHECK(lines_of(branches_of(words)) ==
          std::vector<std::string>{"1: a0 b1 c10", "2: a1 b2 c4 d5 e6 f7 g8 h9"});
  }

  TEST_CASE("a branch knows the letters behind it") {
    const std::vector<std::string_view> words{"a",  "ba", "bb", "bbc", "bc", "bd",
                                              "be", "bf", "bg", "bh",  "c",  "cd"};
    const WordBranches found = branches_of(words);
    const auto letters = [](std::string_view of) {
      LetterSet set = 0;
      for (const char letter : of) set |= set_of(static_cast<char32_t>(letter));
      return set;
    };
    CHECK(found.branches.at(0).behind == 0);                    // a
    CHECK(found.branches.at(1).behind == letters("abcdefgh"));  // b
    CHECK(found.branches.at(2).behind == letters("d"));         // c
    CHECK(found.branches.at(4).behind == letters("c"));         // bb
  }

  TEST_CASE("no words have one node without branches") {
    CHECK(lines_of(branches_of({})) == std::vector<std::string>{"1:"});
  }
}

}  // namespace
}  // namespace fihris::schema
