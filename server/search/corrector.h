// Did you mean: another spelling of a query that finds clearly more.
//
// Words that hardly any article has are looked at: near words of the vocabulary, two words run
// together, one word split, the other keyboard layout. The whole query decides among them: that
// spelling is offered which makes it find most, mistakes weighed against articles (near_words.h);
// of a long query, which no article has to have whole, one by which an article has more of it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "server/search/help.h"
#include "server/search/typed_words.h"

namespace fihris::search {

// What is known of a query that may be mistyped.
struct Asked {
  const std::vector<TypedWord>& words;
  const std::vector<std::uint64_t>& counts;  // by word: articles that it finds by itself
  std::uint64_t total = 0;                   // that have all that was asked for
  bool is_long = false;                      // most of the words are enough
  double share = 0;                          // of its clauses, that one article has
};

// "Clearly more": any article where nothing was found, else kClearlyMore times as many; of a long
// query, an article that has kMostWords of the words and one more than any had before. Never a
// spelling that finds nothing, nor one in place of a word that the lexicon knows unless the two are
// easily confused. Not thread-safe, as the view is not.
inline constexpr std::uint64_t kClearlyMore = 10;
inline constexpr double kMostWords = 0.6;
std::optional<Correction> correct(View& view, const SearchRequest& request, const Asked& asked);

}  // namespace fihris::search
