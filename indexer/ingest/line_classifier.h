// Says of each line of a page, by itself, whether it can be part of the article.
#pragma once

#include "indexer/ingest/text_line.h"

namespace fihris::ingest {

// Sets kind, edge_only, opens_list and value. Lines that no rule knows stay LineKind::content.
// Thread-safe.
void classify_line(Line& line);

}  // namespace fihris::ingest
