// Parts of a query that look at an article's columns, not at its words. They do not count in the
// score.
#pragma once

#include "indexer/analysis/date_range.h"
#include "indexer/schema/segment.h"
#include "server/query/query.h"
#include "server/search/matcher.h"

namespace fihris::search {

// Whether a part of a query is one of these.
bool is_filter(const query::Node& node);

Matches everything(const schema::Segment& segment);
Matches match_days(const schema::Segment& segment, const analysis::DayRange& days);

// The articles whose source's name has the word, phrase, wildcard or fuzzy word.
Matches match_sources(const schema::Segment& segment, const query::Node& leaf);

}  // namespace fihris::search
