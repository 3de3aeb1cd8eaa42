// From the parts of a document (office, PDF, book) to an article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/markup_text.h"
#include "indexer/ingest/article.h"

namespace fihris::extract {

// What a file says of itself, often nonsense: "Microsoft Word - 1.doc", "Administrator".
struct DocumentInfo {
  std::string title;
  std::string author;
  std::string date;  // beginning YYYY-MM-DD
};

// Takes from `info` what makes sense. A title that the text lacks is its first heading or line; a
// date and an author in the text are of the article, those in `info` only of its file. Nothing of
// the text is left out but the title. Empty body: there is no text.
ingest::Article make_article(const DocumentInfo& info, const std::vector<Paragraph>& paragraphs);

}  // namespace fihris::extract
