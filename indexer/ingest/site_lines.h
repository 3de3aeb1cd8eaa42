// Lines that a page has from its site rather than from its article, and that no phrase tells: a
// note, an imprint, a box between two paragraphs.
//
// Two signs must agree. The page itself sets the line apart from its article: by an element of
// another kind (html/line_boxes.h), or by known furniture between (BodyPlace::run). And all that
// stands in this box stands, word for word, in half of the pages beside it, set apart as well.
// Repetition alone is no sign: laws, series, poems and daily prices have sentences in common, too.
//
//   report.lines = lines_apart(page);                          // by the reader of a format
//   leave_out_site_lines(article, report.lines, neighbours);   // when the pages beside it are
//   known
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/article.h"
#include "indexer/ingest/page_text.h"

namespace fihris::ingest {

// A page is compared with so many before it and behind it.
inline constexpr std::size_t kPagesEachSide = 4;

struct BodyLine {
  std::uint64_t sum = 0;  // of its text
  std::uint32_t box = 0;  // what is set apart together has one number; 0: the article's own
  std::uint32_t words = 0;
  bool is_sentence = false;  // no heading: «المادة الأولى» stands in every law
};

// The lines of a body. Empty if none is set apart, as in most texts. `boxes` has a number for each
// line, 0 for those that no element sets apart; empty: there are no elements. Thread-safe.
std::vector<BodyLine> lines_apart(const PageText& page, const std::vector<std::uint32_t>& boxes);

// A page beside the one at hand that has an article.
struct SitePage {
  std::string source;  // pages of another known source are not compared
  std::vector<BodyLine> lines;
};

inline constexpr std::string_view kSiteLinesLeftOut = "lines of the site left out";  // in reports

// Takes out of the body what three or more, and half, of `beside` have too. Pages that set nothing
// apart are not compared, nor copies, which have half of the article's own text. Gives the lines
// and words taken out. Thread-safe.
struct LeftOut {
  std::size_t lines = 0;
  std::size_t words = 0;
};
LeftOut leave_out_site_lines(Article& article, const std::vector<BodyLine>& lines,
                             const std::vector<const SitePage*>& beside);

}  // namespace fihris::ingest
