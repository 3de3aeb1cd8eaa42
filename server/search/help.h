// Help for a query that finds little: what may have been meant, and which of its words is to blame.
//
//   const SearchResults results = searcher.search(request);
//   const Help help = searcher.help(request, results);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fihris::search {

class View;
struct SearchRequest;
struct SearchResults;

// Another spelling of the whole query, and what it finds.
struct Correction {
  std::string q;
  std::uint64_t total = 0;
};

struct WordCount {
  std::string text;         // as typed
  std::uint64_t count = 0;  // articles that it finds by itself, filters aside
};

// The query without one of its words, and what it finds then.
struct DroppedWord {
  std::string drop;
  std::string q;
  std::uint64_t total = 0;
};

struct Help {
  std::optional<Correction> correction;
  // Only where nothing was found, or little and that by fewer words of a short query:
  std::vector<WordCount> words;
  std::vector<DroppedWord> without;  // most articles first; none that finds nothing
};

// Articles below which a query may be mistyped.
inline constexpr std::uint64_t kFewArticles = 5;

// Costs next to nothing where a query finds plenty and none of its words is rare. Not thread-safe,
// as the view is not.
Help make_help(View& view, const SearchRequest& request, const SearchResults& results);

}  // namespace fihris::search
