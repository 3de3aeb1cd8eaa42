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

namespace fihris::search {

// Titles beyond these, the oldest, are not suggested: bounds time and memory on large indexes.
inline constexpr std::size_t kMaxTitles = 100'000;

// Thread-safe. Making one puts the newest titles in order: 8 bytes each.
class Suggester {
 public:
  explicit Suggester(std::shared_ptr<const schema::Snapshot> snapshot);

  // Completions of the last word, most articles first, then titles that have it and the words
  // before it, newest first. Where there are none: words of the other keyboard layout, then words
  // that begin almost so. None where the query ends in no word.
  // Error: the index is damaged.
  Result<std::vector<Suggestion>> suggest(std::string_view q, std::size_t size) const;

  const std::shared_ptr<const schema::Snapshot>& snapshot() const { return snapshot_; }

 private:
  std::vector<Suggestion> words(std::string_view typed, std::size_t size) const;
  std::vector<Suggestion> words_almost(std::string_view typed, std::size_t size) const;
  Result<std::vector<Suggestion>> titles(std::string_view typed,
                                         const std::vector<std::string>& before,
                                         std::size_t size) const;

  std::shared_ptr<const schema::Snapshot> snapshot_;
  std::vector<schema::DocRef> newest_;
};

}  // namespace fihris::search
