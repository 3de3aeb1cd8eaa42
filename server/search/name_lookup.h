// The terms of an index that sound like a name.
#pragma once

#include <string>
#include <vector>

#include "indexer/analysis/skeleton.h"
#include "indexer/schema/snapshot.h"
#include "server/search/scoring.h"

namespace fihris::search {

// A word of a query as a name.
struct SpokenName {
  analysis::Pronunciation spoken;
  analysis::Letters letters{};  // of an Arabic one
  bool part = false;            // of a name of several words, which excuses few consonants
};

// A term that sounds like a name.
struct Alike {
  std::string term;
  double likeness = 0;
  analysis::SkeletonKey key = 0;

  bool is_long() const { return analysis::key_size(key) > 3; }
};

// Thread-safe.
class NameLookup {
 public:
  NameLookup(const schema::Snapshot& snapshot, const Scoring& scoring)
      : snapshot_(snapshot), scoring_(scoring) {}

  // The most alike, best first: Arabic terms, and Latin ones for an Arabic name.
  std::vector<Alike> alikes(const SpokenName& name) const;

  std::uint64_t articles(const std::string& term) const { return scoring_.term_articles(term); }
  bool has_term(const std::string& term) const { return articles(term) > 0; }
  double idf(const std::string& term) const { return scoring_.idf(articles(term)); }
  // The most frequent written form of a term, rather one without clitics.
  std::string written(const std::string& term) const;

 private:
  const schema::Snapshot& snapshot_;
  const Scoring& scoring_;
};

// Whether a term is of Arabic letters.
bool is_arabic_term(std::string_view term);

}  // namespace fihris::search
