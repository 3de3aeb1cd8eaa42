// What a query means: a tree of words and operators.
//
//   string --parse_query()--> tree of typed pieces --analyze_query()--> words with their terms and
//   variants
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fihris::query {

enum class NodeKind : std::uint8_t {
  word,     // one word: any of its terms
  phrase,   // children are words, adjacent and in order
  prefix,   // words that begin with `text`
  all,      // every child
  any,      // at least one child
  exclude,  // articles that have the child are left out
};

// A term that stands for a word, and how much a match by it counts (1: the word itself).
struct TermChoice {
  std::string term;
  double weight = 1;
  bool operator==(const TermChoice&) const = default;
};

struct Node {
  NodeKind kind = NodeKind::all;
  std::string text{};               // word, prefix: as typed (a word: its written form)
  std::vector<TermChoice> terms{};  // word: what it may be indexed under; best first
  bool stop = false;                // word: a function word
  bool exact = false;               // word: only this written form, letters as spelled
  std::string marked{};             // exact word: as typed, with harakat, where it has any
  double weight = 1;                // a variant spelling counts less than what was typed
  bool variants = false;            // any: the children are spellings of one thing
  std::vector<Node> children{};
};

// The tree on one line, for explain and tests: (all كتاب (phrase الامم المتحدة) (exclude مصر))
std::string to_string(const Node& node);

}  // namespace fihris::query
