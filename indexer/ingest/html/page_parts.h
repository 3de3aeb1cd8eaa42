// Which parts of a web page can hold its article.
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/ingest/markup/markup_tree.h"

namespace fihris::ingest {

// For each node, how much prose is below it.
struct PageParts {
  std::vector<bool> dropped;         // menus, forms, share bars and the like, with all below them
  std::vector<std::size_t> letters;  // bytes of text, those of dropped parts left out
  std::vector<std::size_t> linked;   // of these, inside links
  std::vector<std::size_t> prose;    // of these, in paragraphs that are no lists of links
};

// Elements that begin a new line.
bool is_block(std::string_view name);

// By the names of elements, their role, class and id, and by the share of links in them.
// Thread-safe.
PageParts find_parts(const MarkupTree& page);

// The element that holds the article: the deepest one that still has most of the prose. size() of
// the page if there is no prose, or only the teasers of a list of articles.
std::size_t find_main_part(const MarkupTree& page, const PageParts& parts);

}  // namespace fihris::ingest
