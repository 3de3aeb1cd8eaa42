// What an article is about, as a query.
#pragma once

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"
#include "server/search/scoring.h"

namespace fihris::search {

// The terms of title and body with the largest tf*idf, as the children of an `all` node; no
// children where the article shares no word with another one.
query::Node terms_of_article(const schema::Segment& segment, schema::Doc doc,
                             const Scoring& scoring);

}  // namespace fihris::search
