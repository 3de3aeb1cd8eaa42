// How an article is stored besides its word stream: what no column has of it, and what stands
// between the words of its texts (text_gaps.h). Of an ordinary article this is short and stored as
// it is; where it is long, because the text is full of harakat or in another script than it is
// indexed in, zstd packs it.
//
//   std::string packed = pack_article(article, title_gaps, body_gaps);
//   Result<StoredArticle> same = unpack_article(packed);
#pragma once

#include <string>
#include <string_view>

#include "indexer/schema/article.h"
#include "indexer/schema/result.h"

namespace fihris::schema {

// An article whose texts have not been put together.
class StoredArticle {
 public:
  Article known;  // without title and body

  // For a TextReader; valid as long as this is.
  std::string_view title_gaps() const {
    return std::string_view(bytes_).substr(title_, title_end_ - title_);
  }
  std::string_view body_gaps() const { return std::string_view(bytes_).substr(body_); }

 private:
  friend Result<StoredArticle> unpack_article(std::string packed);
  std::string bytes_;
  std::size_t title_ = 0;
  std::size_t title_end_ = 0;
  std::size_t body_ = 0;
};

// Thread-safe.
std::string pack_article(const Article& article, std::string_view title_gaps,
                         std::string_view body_gaps);

// Of what is known, only what no column has. Error: damaged_article(). Thread-safe.
Result<StoredArticle> unpack_article(std::string packed);

tl::unexpected<Error> damaged_article();

}  // namespace fihris::schema
