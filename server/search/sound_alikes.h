// Names of a query that the index spells otherwise or in the other script: adds what sounds like
// them, for names that no list has. Needs no list and no index of its own: the segments keep the
// skeleton keys of their terms (analysis/skeleton.h).
//
//   wenfeng     its terms and those of وينفنغ and ونفينغ
//   deepseek    the word or ديبسيك, or ديب and سيك side by side
//   ديب سيك     both words, or one of ديبسيك and deepseek
//
// Only words that no lexicon knows are taken for names, and only where articles have the other
// form. A match by sound counts less than one by letters.
#pragma once

#include <cstddef>
#include <vector>

#include "server/query/memo.h"
#include "server/query/query.h"
#include "server/search/matcher.h"
#include "server/search/name_lookup.h"
#include "server/search/searcher.h"

namespace fihris::search {

// What stands for a name by its sound.
struct SpokenForms {
  std::vector<Alike> words;
  std::vector<query::Node> parted;  // as two words
};

// Of names looked for lately in one snapshot, as typed: help asks for those of the search again,
// and again with each other spelling of a query.
using SpokenFormsMemo = query::Memo<SpokenForms>;
inline constexpr std::size_t kKeptNames = 128;

// Adds to `root`; says what is looked for beside the words as typed, listed variants too. Not
// thread-safe, as the matcher is not.
std::vector<AlsoSearched> add_sound_alikes(const schema::Snapshot& snapshot, const Scoring& scoring,
                                           const Matcher& matcher, SpokenFormsMemo& memo,
                                           query::Node& root);

}  // namespace fihris::search
