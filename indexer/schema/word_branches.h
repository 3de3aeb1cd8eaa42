// Where the words of a vocabulary part, letter by letter: the upper part of a trie over the sorted
// words. A node is a range of words that begin alike; its branches are the letters that they go on
// with. Nodes of few words are left out: those words are soon looked at one by one.
//
//   words ا, كتاب, كتب, … (more than kFewWords begin with كت)
//   node 0, all words:     ا from word 0, ك from word 1, …
//   node 1, those with ك:  ت from word 1, …
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace fihris::schema {

// Some letters: a bit for each, which few others share. No two Arabic letters do.
using LetterSet = std::uint64_t;
inline constexpr LetterSet kAllLetters = ~LetterSet{0};
constexpr LetterSet set_of(char32_t letter) { return LetterSet{1} << (letter & 63U); }

// A letter that words of a node go on with.
struct WordBranch {
  static constexpr std::size_t kLongest = 255;

  std::uint32_t letter : 24;
  std::uint32_t longest : 8;  // letters that any of them has behind it at most; kLongest: or more
  std::uint32_t begin;  // the first of these words, in the order of the words; they end where the
                        // next branch or the node does
  LetterSet behind;     // the letters that any of them has behind this one
};

// Node 0 has all words. The branches of a node end where those of the next one begin.
struct WordNode {
  std::uint32_t first_branch;
  // The node of its first branch with more than kFewWords; those of the others follow.
  std::uint32_t first_child;
};

inline constexpr std::uint32_t kFewWords = 8;

struct WordBranches {
  std::vector<WordNode> nodes;  // and one behind the last, to end its branches
  std::vector<WordBranch> branches;
};

// Of strings in the order of their bytes, UTF-8.
WordBranches branches_of(std::span<const std::string_view> words);

}  // namespace fihris::schema
