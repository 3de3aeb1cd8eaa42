// The text of a part of a page, as a reader sees it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/ingest/html/page_parts.h"

namespace fihris::ingest {

struct RenderedLine {
  std::size_t begin = 0;  // in the text
  std::size_t block = 0;  // the innermost block that it begins in
};

struct RenderedText {
  std::string text;
  std::vector<RenderedLine> lines;
};

// Blocks are separated by "\n\n", lines of one block (<br>) by "\n"; white space is as a browser
// shows it. Dropped parts and paragraphs that are nothing but one link are left out. Thread-safe.
RenderedText render_part(const MarkupTree& page, const PageParts& parts, std::size_t part);

// The same of all below a node, with its links: of a feed's entry, of a mail.
std::string render_node(const MarkupTree& page, std::size_t node = 0);

}  // namespace fihris::ingest
