// JSON files: one article, a list of articles, or an object that has such a list somewhere.
#pragma once

#include <string_view>

#include "indexer/ingest/formats/output.h"

namespace fihris::ingest {

// A ReadFunction (format.h). Members are told by their names (data/field_names.txt); schema.org,
// JSON Feed, WordPress ({"title": {"rendered": ...}}) and search exports ({"_source": {...}}) are
// understood. A file without an article is skipped. Problems: invalid JSON; more than 1,000 levels.
void read_json(std::string_view bytes, const Hint& hint, Output& output);

}  // namespace fihris::ingest
