// What someone who types may want to type: words and titles of the index.
//
//   Suggester suggester(snapshot);
//   suggester.suggest("قناة السوي", 8)   // word السويس, title «قناة السويس بعد التوسعة», ...
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/result.h"
#include "indexer/schema/snapshot.h"
#include "server/search/searcher.h"
#include "server/search/word_groups.h"

namespace fihris::search {

// Thread-safe. Making one reads the whole vocabulary: make it once for a snapshot.
class Suggester {
 public:
  explicit Suggester(std::shared_ptr<const schema::Snapshot> snapshot);

  // Completions of the last word, most articles first, then titles that have it and the words
  // before it, newest first. None where the query ends in no word.
  // Error: the index is damaged.
  Result<std::vector<Suggestion>> suggest(std::string_view q, std::size_t size) const;

  const std::shared_ptr<const schema::Snapshot>& snapshot() const { return snapshot_; }

 private:
  // Words that may be meant: all those of `groups`, behind the particle that was typed.
  struct Reading {
    GroupRange groups;
    std::string_view particle;
    double share = 1;
  };
  std::vector<Reading> readings(std::string_view typed) const;
  static std::vector<GroupRange> sure_groups(const std::vector<Reading>& readings);
  std::vector<Suggestion> words(const std::vector<Reading>& readings, std::size_t size) const;
  std::string shown(Group group, std::string_view particle) const;
  Result<std::vector<Suggestion>> titles(const std::vector<Reading>& readings,
                                         const std::vector<std::string>& before,
                                         std::size_t size) const;

  std::shared_ptr<const schema::Snapshot> snapshot_;
  WordGroups groups_;
  TitleWords title_words_;
};

}  // namespace fihris::search
