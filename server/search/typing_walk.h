// A walk through the trie of the vocabulary to the words that a mistyped word may stand for.
//
// One row of the edit distance a letter; it turns back where every way to go on costs more than
// allowed. Damerau-Levenshtein in its form without edits inside swapped pairs, weighted by
// data/typing_errors.tsv.
// Source: J. Zobel, P. Dart: Finding approximate matches in large lexicons (1995).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/typing_errors.h"
#include "server/search/word_trie.h"

namespace fihris::search {

// Longer words are not looked at.
inline constexpr std::size_t kMaxTypedLetters = 40;

// Not thread-safe; cheap to make.
class TypingWalk {
 public:
  // `keys`: see keys_of(). Mistakes may cost `limit` in all.
  TypingWalk(std::string_view keys, float limit);

  // For each node that may be reached: visit(node, cost of having typed the whole for it), where
  // the cost may be above the limit; goes on below the node if visit gives true.
  template <typename Visit>
  void run(const WordTrie& trie, WordTrie::Node start, Visit visit) {
    step(trie, start, 0, visit);
  }

 private:
  // By letters typed: what it costs to have typed those for the beginning at hand, kTooMuch where
  // more than the limit. Cells in front and behind are kTooMuch, so that blocks of cells are
  // computed at once.
  static constexpr std::size_t kBlock = 8;
  struct Row {
    Row() { cells.fill(kTooMuch); }
    Cost& operator[](std::size_t i) { return cells[kBlock + i]; }
    std::array<Cost, kBlock + (kMaxTypedLetters + kBlock) / kBlock * kBlock> cells;
  };
  // A letter that may have been meant.
  struct Letter {
    bool is_known = false;
    std::uint64_t places = 0;  // a bit for each letter typed: where it is
    Row replaced;              // by letters typed: what it costs that the last stands for it
  };
  struct Level {
    Key meant = 0;  // the letter that leads here
    Row row;
  };

  template <typename Visit>
  void step(const WordTrie& trie, WordTrie::Node node, std::size_t depth, Visit& visit) {
    Level& level = levels_[depth];
    if (!visit(node, to_float(level.row[typed_.size()])) || depth + 1 >= levels_.size()) return;
    const Needed next = needed(depth);
    trie.visit_children(node, next.first, [&](const WordTrie::Child& child) {
      if (child.longest + 1 < next.count) return true;
      levels_[depth + 1].meant = key_of(child.letter);
      if (fill(depth + 1) && may_end_below(depth + 1, child)) {
        step(trie, child.node, depth + 1, visit);
      }
      return true;
    });
  }
  // What words must have behind a depth; with others no way to go on stays under the limit.
  struct Needed {
    schema::LetterSet first;  // one of these letters
    std::size_t count;        // so many letters
  };
  Needed needed(std::size_t depth);
  // The row of a depth from those above it; false if nothing below can stay under the limit.
  bool fill(std::size_t depth);
  // Whether the rest of what was typed may stand for what is behind a child; false is sure.
  bool may_end_below(std::size_t depth, const WordTrie::Child& child);
  const Letter& letter(Key meant);
  void add_first_letter(Row& row, Row& above, Key meant) const;
  void add_swaps(std::size_t depth);
  void add_extra(Row& row) const;
  bool keep_within_limit(Row& row) const;
  bool may_swap(Row& above, const Letter& letter) const;
  Key typed(std::size_t i) const { return static_cast<Key>(typed_[i]); }

  const TypingErrors& errors_ = TypingErrors::instance();
  std::string typed_;
  Cost limit_;
  std::vector<Cost> extra_;  // by letters typed: what it costs that the last is one too many
  Cost least_extra_ = kTooMuch;
  // By letters typed: what the last one costs if none of the letters that are near it is behind.
  std::vector<Cost> far_;
  std::vector<schema::LetterSet> near_;
  std::vector<Letter> letters_;  // by key
  std::vector<Level> levels_;    // by depth
};

}  // namespace fihris::search
