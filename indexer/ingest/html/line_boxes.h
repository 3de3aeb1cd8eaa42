// Which lines of an article's text the page sets apart by their elements: the paragraphs of an
// article stand in elements of one kind, a note of its site mostly in others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/ingest/markup/markup_tree.h"

namespace fihris::ingest {

// A line, by the innermost block that it stands in.
struct LineBlock {
  std::size_t node = 0;
  std::size_t bytes = 0;
};

// For each line 0 if it is of the kind that has most of the text, or a heading, a list, a table or
// a quotation as articles have; else a number, one for all that stand in elements of one kind.
// `part` is the node below which all lines stand. Thread-safe.
std::vector<std::uint32_t> find_boxes(const MarkupTree& page, std::size_t part,
                                      const std::vector<LineBlock>& lines);

}  // namespace fihris::ingest
