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

  TEST_CASE("no words have one node without branches") {
    CHECK(lines_of(branches_of({})) == std::vector<std::string>{"1:"});
  }
}

}  // namespace
}  // namespace fihris::schema
