// Which lines of a captured page are the article, judged by where they stand and how often.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "indexer/ingest/text_line.h"

namespace fihris::ingest {

// Sets the kinds of all lines; those of the body are LineKind::content afterwards. Gives the index
// of the title, lines.size() if there is none. Thread-safe.
std::size_t mark_layout(std::vector<Line>& lines);

// A title without its label («العنوان:») and, apart, the name of the site behind it («... | موقع
// كذا»).
struct TitleParts {
  std::string_view title;
  std::string_view site;
};
TitleParts split_title(const Line& line);

}  // namespace fihris::ingest
