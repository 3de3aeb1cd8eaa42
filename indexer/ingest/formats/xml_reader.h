// XML files: RSS, Atom, sitemaps of news, and simple article XML.
#pragma once

#include <string_view>

#include "indexer/ingest/formats/output.h"

namespace fihris::ingest {

// A ReadFunction (format.h). Elements are told by their names (data/field_names.txt). Entries of
// feeds and of news sitemaps that have a title only are articles of one line. XHTML is read as a
// web page; a file without an article is skipped. Problems: not XML, nested too deep.
void read_xml(std::string_view bytes, const Hint& hint, Output& output);

}  // namespace fihris::ingest
