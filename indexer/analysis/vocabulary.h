// The words that an analyzer has met, each analyzed once: written form -> stop word or terms.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/tokenizer.h"

namespace fihris::analysis {

using WordId = std::uint32_t;
using TermId = std::uint32_t;

struct Word {
  std::string_view written;
  bool stop = false;
  std::uint8_t term_count = 0;
  std::array<TermId, kMaxStems> term_ids{};

  const TermId* begin() const { return term_ids.data(); }
  const TermId* end() const { return term_ids.data() + term_count; }
};

// Strings that live as long as the arena, at stable addresses.
class StringArena {
 public:
  std::string_view keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t used_ = 0;
  size_t capacity_ = 0;
};

// string -> dense id, in order of first use.
//
// A build asks for every word of every article, and what it waits for is memory. So a short string
// lies in its slot and is found with one access; of a long one its hash does.
class Interner {
 public:
  Interner();
  // The id of `text` and whether it is new.
  std::pair<std::uint32_t, bool> intern(std::string_view text);
  std::string_view operator[](std::uint32_t id) const { return strings_[id]; }
  size_t size() const { return strings_.size(); }

 private:
  static constexpr size_t kShort = 16;
  struct Slot {
    std::uint64_t head = 0, tail = 0;  // the first and the last bytes, which may overlap
    std::uint32_t size = 0;
    std::uint32_t id_plus_one = 0;
  };
  static Slot free_slot_of(std::string_view text);
  size_t place_of(const Slot& slot) const;
  void grow();

  StringArena arena_;
  std::vector<std::string_view> strings_;
  std::vector<Slot> slots_;
  unsigned shift_;  // 64 - log2(slots)
};

// Not thread-safe; one for each thread.
class Vocabulary {
 public:
  WordId add(const Token& token);

  const Word& word(WordId id) const { return words_[id]; }
  std::string_view term(TermId id) const { return terms_[id]; }
  size_t word_count() const { return words_.size(); }
  size_t term_count() const { return terms_.size(); }

 private:
  Word analyze(const Token& token, std::string_view written);

  Interner written_;
  Interner terms_;
  std::vector<Word> words_;
};

// The terms of one token, without a vocabulary: what Vocabulary keeps, with the rule behind each
// term.
struct WordAnalysis {
  bool stop = false;
  std::vector<Stem> stems;
};
WordAnalysis analyze_word(CharClass kind, std::string_view written);

}  // namespace fihris::analysis
