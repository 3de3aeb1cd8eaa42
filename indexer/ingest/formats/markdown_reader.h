// Markdown (CommonMark, by cmark): one article a file.
#pragma once

#include <string_view>

#include "indexer/ingest/formats/output.h"

namespace fihris::ingest {

// A ReadFunction (format.h). The title is the first heading, or said in the front matter («title:
// ...» between two lines of "---"), which may also say date, author, source and url.
void read_markdown(std::string_view bytes, const Hint& hint, Output& output);

}  // namespace fihris::ingest
