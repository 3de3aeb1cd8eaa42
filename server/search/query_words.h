// The words of a query, as the ranking and the snippets need them: looked up once for a search.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"
#include "server/search/scoring.h"

namespace fihris::search {

inline constexpr std::size_t kMaxQueryWords = 32;

// A word that an article should have.
struct QueryWord {
  std::vector<const query::Node*> nodes;  // as typed, then what stands for it in variants of a name
  double idf;                             // of its first term
};

// Not thread-safe. The tree must outlive it.
class QueryWords {
 public:
  // `typed` is what query::typed_words() gives.
  QueryWords(const schema::Snapshot& snapshot, const Scoring& scoring, const query::Node& root,
             std::vector<std::string> typed = {});

  // In the order of the query, the first kMaxQueryWords of them; none of those to be left out.
  const std::vector<QueryWord>& wanted() const { return wanted_; }
  // Every word as typed, function words too; "" where words do not follow each other.
  const std::vector<std::string>& typed() const { return typed_; }
  // The written forms that a word, wildcard or fuzzy node matches in a segment. Sorted.
  const std::vector<schema::Word>& forms(std::uint32_t segment, const query::Node& node);

 private:
  using FormsOfNode = std::unordered_map<const query::Node*, std::vector<schema::Word>>;

  const schema::Snapshot& snapshot_;
  std::vector<QueryWord> wanted_;
  std::vector<std::string> typed_;
  std::vector<FormsOfNode> forms_;  // by segment
};

}  // namespace fihris::search
