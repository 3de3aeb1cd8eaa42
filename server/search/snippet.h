// The part of an article that shows why it was found, as segments: text, and whether it is a hit.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/segment.h"
#include "server/query/query.h"
#include "server/search/marked_text.h"
#include "server/search/places.h"
#include "server/search/query_words.h"
#include "server/search/word_sets.h"

namespace fihris::search {

struct TextSegment {
  std::string text;
  bool hit = false;
};
using Segments = std::vector<TextSegment>;

struct Preview {
  Segments title;
  Segments text;
};

// What to mark in the articles of one segment. Not thread-safe.
class Highlighter {
 public:
  // Marks the words of the query; those of a phrase only where they stand as one. An empty query
  // marks nothing. `words` are those of the same query.
  Highlighter(const schema::Snapshot& snapshot, std::uint32_t segment, const query::Node& root,
              QueryWords& words);

  // The whole title (of an article without one, the first sentence, cut at a word), and one or two
  // fragments of the body around most of the query's words. Joined, the segments are text of the
  // article, but for "… " and " …" at cut ends.
  Preview preview(schema::Doc doc, const schema::StoredArticle& article) const;
  // The title and the whole body.
  Preview whole(schema::Doc doc, const schema::StoredArticle& article) const;

 private:
  // A phrase or a word of one field; `bit` is its own among the query's words.
  struct Placed {
    std::unique_ptr<Places> places;
    unsigned bit;
  };
  void add(const query::Node& node, QueryWords& words);
  struct Texts {
    std::vector<schema::Word> words;  // of both
    MarkedText title;
    MarkedText body;
  };
  Texts marked(schema::Doc doc, const schema::StoredArticle& article) const;
  void mark_places(const Placed& placed, schema::Doc doc, Texts& texts) const;

  const std::uint32_t number_;
  const schema::Segment& segment_;
  WordMarks marks_;  // words that may stand anywhere
  std::vector<Placed> placed_;
  unsigned next_bit_ = 0;
};

}  // namespace fihris::search
