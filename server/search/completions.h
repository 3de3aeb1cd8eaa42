// Words of the index that begin with what someone has typed so far, clitics aside: كتا gives كتاب,
// of which الكتاب and وكتاب are forms, too.
//
// Nothing is made beforehand: each range of forms (كتا…, الكتا…, وكتا…) is found in the sorted
// vocabulary when it is asked for. Of a short beginning, with more than kMaxForms forms, only the
// frequent words are looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/search/word_trie.h"

namespace fihris::search {

struct Completion {
  std::string text;  // its most frequent form without clitics; if articles have none, with
                     // the article only
  std::string key;   // folded, without clitics
  std::uint64_t articles = 0;  // that have one of the forms; at most what a search for it finds
};

inline constexpr std::size_t kMaxForms = 20'000;

// Those of most articles first, at most `count`; function words aside. Spelling that folding sees
// through does not bind. Thread-safe.
std::vector<Completion> completions(const schema::Snapshot& snapshot, std::string_view typed,
                                    std::size_t count);

// All forms of a segment that begin so behind the article, a particle or nothing, with words that
// have such a beginning by themselves. Thread-safe.
std::vector<schema::Word> forms_beginning(const schema::Segment& segment, std::string_view typed);

}  // namespace fihris::search
