// What one article shows of a query's words, read from its word stream.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "indexer/analysis/characters.h"
#include "indexer/schema/segment.h"
#include "server/search/query_words.h"
#include "server/search/word_table.h"

namespace fihris::search {

inline constexpr std::uint32_t kOpening = 20;  // words: the title and the first sentence
inline constexpr std::uint32_t kWindow = 40;   // words: about a paragraph

// Counts are by query word.
struct Sightings {
  using Counts = std::array<std::uint32_t, kMaxQueryWords>;
  Counts written{};    // as typed, but for clitics before it
  Counts opening{};    // within the first kOpening words
  Counts any{};        // in any form
  Counts relatives{};  // other words of the same root
  Counts first{};      // its first place, from 1; 0: nowhere
  double window = 0;   // the most that the different words within kWindow weigh (idf)
  // Words in the shortest run that has all of the query's; 0: there is none.
  std::uint32_t span = 0;
  std::uint32_t typed_pairs =
      0;  // different pairs of neighbours, spelled and side by side as typed
};

// The words of a query in one segment. Not thread-safe.
class SightingReader {
 public:
  SightingReader(const schema::Snapshot& snapshot, std::uint32_t segment, QueryWords& words);

  Sightings read(schema::Doc doc);

 private:
  // What a written form is to the query; bit k for its k-th word, or its k-th typed word.
  struct Role {
    schema::Word form = 0;
    std::uint32_t word = 0;
    std::uint32_t written = 0;
    std::uint32_t typed = 0;
    std::uint32_t relative = 0;  // of the same root, but no form of the word
    // May be written so. Looked at when an article has the form, which few forms of a stem do.
    std::uint32_t unread = 0;
  };
  struct Seen {
    std::uint32_t position;
    const Role* role;
  };

  Role& role(schema::Word word);
  void compare_as_written(Role& role) const;
  void add_typed(const std::vector<std::string>& typed);
  void add_relatives(std::uint32_t k);
  void find(schema::Doc doc, Sightings& sightings);
  void count(Sightings& sightings) const;
  double heaviest_window() const;
  std::uint32_t shortest_span() const;
  std::uint32_t typed_pairs() const;

  const schema::Segment& segment_;
  const std::vector<QueryWord>& words_;
  WordTable<std::uint16_t> table_;  // number of the role + 1
  std::vector<Role> roles_;
  std::vector<analysis::Letters> cores_;  // of the query's words: without clitics before them
  std::uint32_t pair_begins_ = 0;         // bit k: typed words k and k + 1 follow each other
  std::vector<Seen> seen_;                // in the article at hand
};

}  // namespace fihris::search
