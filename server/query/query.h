// What a query means: a tree of words and operators.
//
//   string --parse_query()--> tree of typed pieces --analyze_query()--> words with their terms and
//   variants --expand() (server/search)--> wildcards and fuzzy words with what they stand for
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/analysis/date_range.h"

namespace fihris::schema {
class Segment;
}

namespace fihris::query {

enum class NodeKind : std::uint8_t {
  word,      // one word: any of its terms
  phrase,    // children are words, adjacent and in order; or near, see `distance`
  wildcard,  // words that look like `pattern`
  fuzzy,     // words nearly spelled as this one
  date,      // articles of these days
  all,       // every child
  any,       // at least one child
  exclude,   // articles that do not have the child
};

// Where in an article a word, phrase, wildcard or fuzzy word is looked for.
enum class Field : std::uint8_t {
  text,
  title,
  body,
  author,
  source,
  date
};  // text: the first four

// A term that stands for a word, and how much a match by it counts (1: the word itself).
struct TermChoice {
  std::string term;
  double weight = 1;
  bool operator==(const TermChoice&) const = default;
};

// Written forms of a segment of the index, by number, in order.
struct SegmentForms {
  const schema::Segment* segment = nullptr;
  std::vector<std::uint32_t> words;
};

struct Node {
  NodeKind kind = NodeKind::all;
  std::string text{};                 // as typed; a word: its written form
  std::string typed{};                // word of Latin letters: with its capitals
  std::vector<TermChoice> terms{};    // word, fuzzy: what it may be indexed under; best first
  bool stop = false;                  // word: a function word
  bool exact = false;                 // word: only this written form, letters as spelled
  std::string marked{};               // exact word: as typed, with harakat, where it has any
  std::string pattern{};              // wildcard: letters (analysis/letters.h) with ? and *
  std::vector<SegmentForms> forms{};  // wildcard: what it stands for: see expand()
  bool cut = false;                   // wildcard, fuzzy: it stands for more than is looked for
  // phrase: how many other words may stand among its words, in any order; 0: none, in order.
  // fuzzy: how many letters may differ; 0 in a parsed tree: as many as suits its length.
  unsigned distance = 0;
  analysis::DayRange days{};  // date
  Field field = Field::text;
  double weight = 1;      // what a match counts: boosts; a variant less than what was typed
  bool variants = false;  // any: the children are spellings of one thing
  bool required = false;  // wanted whatever the match mode
  std::vector<Node> children{};
};

// The tree on one line, for explain and tests: + before what is required, = before an exact word,
// ~ and ^ behind as typed: (all +title:كتاب^2 (phrase الامم المتحدة)~5 (exclude مصر))
std::string to_string(const Node& node);

}  // namespace fihris::query
