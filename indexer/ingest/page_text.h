// The article in a captured web page: its text without menus, share links, polls and other page
// furniture.
//
// Lines are only ever dropped, never made or changed; a line that no rule knows stays. The rules
// look at what lines say (data/furniture.txt, line_classifier.h) and at where they stand, never at
// file names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/article.h"

namespace fihris::ingest {

// Where a line of the body was found.
struct BodyPlace {
  std::size_t begin = 0;  // in the text given
  std::size_t run = 0;    // between the lines of two runs stands furniture or the title
};

// What is not known is empty.
struct PageText {
  std::string title;
  std::string
      body;  // paragraphs and headings, separated by "\n\n"; empty only if the page is blank
  std::string date;    // YYYY-MM-DD
  std::string source;  // the site
  std::string author;
  std::vector<BodyPlace> places;  // of each line of the body; empty where that is the whole text
};

// Needs valid UTF-8. Never fails; thread-safe.
PageText extract_page(std::string_view utf8);

// The title, or where there is none the first sentence of the body, cut at a word after about 80
// characters.
std::string display_title(const Article& article);

}  // namespace fihris::ingest
