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

#include <string>
#include <unordered_map>
#include <vector>

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

// Of names looked for lately in one snapshot: help asks for those of the search again, and again
// with each other spelling of a query. Not thread-safe.
class SpokenFormsMemo {
 public:
  // Those of a name, by make() if it is not known. Stays valid until the next call.
  template <typename Make>
  const SpokenForms& of(const std::string& name, Make make) {
    if (const auto known = forms_.find(name); known != forms_.end()) return known->second;
    if (forms_.size() == kMostNames) forms_.clear();
    return forms_.emplace(name, make()).first->second;
  }

 private:
  static constexpr std::size_t kMostNames = 64;
  std::unordered_map<std::string, SpokenForms> forms_;
};

// Adds to `root`; says what is looked for beside the words as typed, listed variants too. Not
// thread-safe, as the matcher is not.
std::vector<AlsoSearched> add_sound_alikes(const schema::Snapshot& snapshot, const Scoring& scoring,
                                           const Matcher& matcher, SpokenFormsMemo& memo,
                                           query::Node& root);

}  // namespace fihris::search
