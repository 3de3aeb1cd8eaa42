#include "indexer/ingest/page_lists.h"

#include <algorithm>

namespace fihris::ingest {
namespace {

bool is_content(const std::vector<Line>& lines, std::size_t i) {
  return i < lines.size() && lines[i].kind == LineKind::content;
}

// Whether the last of `links`, which stand below `heading`, is no link but the heading of the
// paragraph behind it: it stands apart, or it is the shortest.
bool ends_with_heading(const std::vector<Line>& lines, std::size_t heading,
                       const std::vector<std::size_t>& links) {
  if (links.empty() || lines[links.back()].bullet) return false;
  const std::size_t last = links.back();
  if (last - 1 > heading && !is_content(lines, last - 1)) return true;
  if (links.size() < 2) return false;
  const auto all_before = [&](auto fits) {
    return std::all_of(links.begin(), links.end() - 1, fits);
  };
  const bool has_gap = lines[last].gap_before && all_before([&](std::size_t i) {
                         return i == links.front() || !lines[i].gap_before;
                       });
  return has_gap || all_before([&](std::size_t i) { return lines[last].words < lines[i].words; });
}

}  // namespace

bool drop_poll(std::vector<Line>& lines, std::size_t heading) {
  constexpr std::size_t kLongestOption = 4;  // words
  std::size_t at = heading + 1;
  if (!is_content(lines, at)) return false;
  const bool bullets = is_content(lines, at + 1) && lines[at + 1].bullet;
  const bool asks = lines[at].closing == U'؟' || lines[at].closing == U'?';
  if (!asks && !bullets) return false;
  lines[at].kind = LineKind::furniture;
  // The options are lines with bullets, or a block of very short ones.
  const std::size_t first = ++at;
  for (; is_content(lines, at) && !is_paragraph(lines[at]); ++at) {
    const bool is_short =
        lines[at].words <= kLongestOption && (at == first || !lines[at].gap_before);
    if (bullets ? !lines[at].bullet : !is_short) break;
    lines[at].kind = LineKind::furniture;
  }
  return true;
}

void drop_links(std::vector<Line>& lines, std::size_t heading) {
  std::vector<std::size_t> links;
  std::size_t end = heading + 1;
  for (; end < lines.size() && !lines[end].opens_list; ++end) {
    if (!is_content(lines, end)) continue;
    if (is_paragraph(lines[end])) break;
    links.push_back(end);
  }
  if (is_content(lines, end) && ends_with_heading(lines, heading, links)) links.pop_back();
  for (const std::size_t i : links) lines[i].kind = LineKind::furniture;
}

}  // namespace fihris::ingest
