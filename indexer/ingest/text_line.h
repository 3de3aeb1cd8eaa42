// One line of a captured page, with what the rules about page furniture look at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fihris::ingest {

// What a line is to a reader of the page.
enum class LineKind {
  content,    // article text, as far as is known
  title,      // «العنوان: ...»
  author,     // «بقلم: ...»
  byline,     // «كتب فلان», unless it is the title
  source,     // «المصدر: ...»
  site,       // the name of the site, unless it is the title
  published,  // a date or time, or a line about one
  updated,    // «آخر تحديث: ...»
  related,    // links to other articles, or the heading of a list of them
  poll,       // the heading of a poll
  note,  // a photo credit, a row of asterisks: no text, but no sign either that the article is over
  ending,     // the heading of the comments, where no article goes on
  furniture,  // anything else that is not the article: share links, menus, tags, notices
};

struct Line {
  std::string_view text;  // as captured, trimmed, not empty
  std::string key;        // its folded words; see fold_words()
  std::size_t words = 0;
  char32_t closing = 0;     // punctuation at its end, quotes and brackets aside; 0: none
  bool gap_before = false;  // a blank line stands before it
  bool bullet = false;      // an item of a list
  LineKind kind = LineKind::content;
  bool edge_only = false;  // furniture only before the first or after the last paragraph
  bool opens_list =
      false;  // of kind related or poll, and what it announces stands in the lines below
  std::string_view value;  // what stands behind a label: «بقلم: VALUE»
};

// The lines of `text` that are not blank, in order. Views into `text`, which must be valid UTF-8.
std::vector<Line> read_lines(std::string_view text);

// Whether a line is, by its length and end, a paragraph of prose rather than a heading or a label.
bool is_paragraph(const Line& line);

}  // namespace fihris::ingest
