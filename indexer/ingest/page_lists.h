// Polls and lists of links: what a heading such as «استطلاع رأي» or «مواضيع ذات صلة» announces.
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/ingest/text_line.h"

namespace fihris::ingest {

// Marks the question and the options below the heading of a poll at `heading` as furniture. False
// if no poll follows: the heading is one of the article, about a vote. Thread-safe.
bool drop_poll(std::vector<Line>& lines, std::size_t heading);

// Marks the headlines below `heading` as furniture, up to the next paragraph; a last one that is
// the heading of this paragraph stays. Thread-safe.
void drop_links(std::vector<Line>& lines, std::size_t heading);

}  // namespace fihris::ingest
