// The article as readers make it: see indexer/schema/article.h.
#pragma once

#include "indexer/schema/article.h"

namespace fihris::ingest {
using schema::Article;
}
