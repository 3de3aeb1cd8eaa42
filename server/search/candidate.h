// An article that matches a query.
#pragma once

#include <cstdint>

#include "indexer/schema/snapshot.h"

namespace fihris::search {

struct Candidate {
  schema::DocRef ref;
  double score = 0;
  double base_score = 0;      // of the first step; explain shows both
  std::uint32_t clauses = 0;  // of the query that it has
  std::uint32_t copies = 0;   // near copies that are not listed: see copies.h
};

}  // namespace fihris::search
