// Plain text files: one article a file, often a captured web page.
#pragma once

#include <string_view>

#include "indexer/ingest/article.h"
#include "indexer/ingest/formats/output.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

// The article in the bytes of a .txt file; its id, path and lang stay empty. Notes in `report` how
// the bytes were read. Errors: empty, not text, no encoding fits. Thread-safe.
Result<Article> read_text_article(std::string_view bytes, std::string_view charset,
                                  ReadReport& report);

// The same as a ReadFunction (format.h).
void read_text(std::string_view bytes, const Hint& hint, Output& output);

}  // namespace fihris::ingest
