// Words of the index that a mistyped word may stand for.
//
// A walk through the trie of the vocabulary, with one row of the edit distance a letter; it turns
// back where every way to go on costs more than allowed. Damerau-Levenshtein in its form without
// edits inside swapped pairs, weighted by data/typing_errors.tsv.
// Source: J. Zobel, P. Dart: Finding approximate matches in large lexicons (1995).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/snapshot.h"
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

  float limit() const { return limit_; }

 private:
  template <typename Visit>
  void step(const WordTrie& trie, WordTrie::Node node, std::size_t depth, Visit& visit) {
    if (!visit(node, rows_[depth].back()) || depth + 1 >= rows_.size()) return;
    trie.for_each_child(node, [&](char32_t letter, WordTrie::Node child) {
      path_[depth] = key_of(letter);
      if (fill(depth + 1)) step(trie, child, depth + 1, visit);
    });
  }
  // The row of a depth from those above it; false if nothing below can stay under the limit.
  bool fill(std::size_t depth);

  const TypingErrors& errors_ = TypingErrors::instance();
  std::string typed_;
  float limit_;
  std::vector<float> extra_;  // by letter typed: what it costs if it is one too many
  std::vector<Key> path_;
  // By depth, then by letters typed; kTooMuch where more than the limit.
  std::vector<std::vector<float>> rows_;
  struct Span {
    std::size_t begin, end;
  };
  std::vector<Span> within_;  // by depth: the part of the row that is within the limit
};

struct NearWord {
  std::string text;            // written form, as the index has it
  float cost = 0;              // of the mistakes
  std::uint64_t articles = 0;  // that have the written form
};

// Words within `limit`, those that are most likely meant first, at most `count`; neither the
// word itself nor function words. Particles and the article may be typed that the index lacks with
// this word, and the other way round: بالحاصوب finds بالحاسوب where articles only have الحاسوب.
// Thread-safe.
std::vector<NearWord> near_words(const schema::Snapshot& snapshot, std::string_view written,
                                 float limit, std::size_t count);

// How likely a word was meant: the logarithm of its frequency, less its mistakes.
double likelihood(double cost, std::uint64_t articles);

}  // namespace fihris::search
