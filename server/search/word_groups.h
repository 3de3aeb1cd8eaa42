// The vocabulary of a snapshot by what its words begin with, clitics aside: كتاب, الكتاب and
// والكتاب are one group, with the key كتاب.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"
#include "indexer/schema/snapshot.h"

namespace fihris::search {

using Group = std::uint32_t;
inline constexpr Group kNoGroup = std::numeric_limits<Group>::max();

// Groups whose keys begin alike are neighbours.
struct GroupRange {
  Group begin = 0;
  Group end = 0;
  bool contains(Group group) const { return group >= begin && group < end; }
};

// How a written form is looked up: folded if it is Arabic.
analysis::Letters group_letters(std::string_view written);

// Immutable, so thread-safe. About 30 bytes a distinct word; made in about a microsecond a word.
class WordGroups {
 public:
  // Function words are in no group. The snapshot must live as long.
  explicit WordGroups(const schema::Snapshot& snapshot);

  // The groups whose keys begin so. Empty for "".
  GroupRange beginning_with(std::string_view letters) const;
  // The group of a word as typed; nothing if no article has it.
  std::optional<Group> find(std::string_view written) const;
  // kNoGroup for a function word.
  Group of(std::uint32_t segment, schema::Word word) const { return of_word_[segment][word]; }

  // How the group is shown: its most frequent form without clitics; where articles have none, with
  // the article only.
  std::string_view text(Group group) const;
  // Articles that have a word of the group; at most what a search for it finds.
  std::uint32_t articles(Group group) const { return groups_[group].articles; }
  std::size_t size() const { return groups_.size(); }

 private:
  struct Entry {
    std::uint32_t key_begin = 0;  // in keys_; it ends where the next one begins
    std::uint32_t segment = 0;    // of the form that is shown
    schema::Word word = 0;
    std::uint32_t articles = 0;
    std::uint32_t hidden = 0;  // bytes of particles that the form begins with
  };
  struct Form;
  class FormList;
  std::string_view key(Group group) const;
  void add_group(const FormList& forms, std::size_t begin, std::size_t end);

  const schema::Snapshot& snapshot_;
  std::string keys_;
  std::vector<Entry> groups_;                // in the order of their keys
  std::vector<std::vector<Group>> of_word_;  // by segment and word
};

// The words of the titles, newest article first. Immutable, so thread-safe.
class TitleWords {
 public:
  TitleWords(const schema::Snapshot& snapshot, const WordGroups& groups);

  // Calls visit(ref, groups of the title's words) until it returns false.
  template <typename Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < refs_.size(); ++i) {
      const std::span<const Group> title(words_.data() + begins_[i], begins_[i + 1] - begins_[i]);
      if (!visit(refs_[i], title)) return;
    }
  }

 private:
  std::vector<schema::DocRef> refs_;
  std::vector<std::uint32_t> begins_;  // by article + 1: into words_
  std::vector<Group> words_;
};

}  // namespace fihris::search
