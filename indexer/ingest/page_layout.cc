#include "indexer/ingest/page_layout.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/date_parser.h"
#include "indexer/ingest/line_classifier.h"

namespace fihris::ingest {
namespace {

constexpr std::size_t kShortestTitle = 4;  // words; shorter ones are titles only where nothing else is
constexpr std::size_t kLongestName = 5;    // words in the name of a site

bool has_words(const std::string& key, const std::string& words) {
  return !words.empty() && (' ' + key + ' ').find(' ' + words + ' ') != std::string::npos;
}

// Marks the lines of one page, from the surest signs to the weakest: each step relies on those before it.
class Layout {
 public:
  explicit Layout(std::vector<Line>& lines)
      : lines_(lines), first_(lines.size()), last_(lines.size()), title_(lines.size()) {}

  std::size_t mark() {
    for (Line& line : lines_) classify_line(line);
    find_edges();
    keep_inner_lines();
    count_copies();
    join_split_labels();
    mark_site_names();
    find_title();
    mark_title_copies();
    mark_lists();
    mark_copies();
    mark_header();
    mark_footer();
    return title_;
  }

 private:
  bool is_content(std::size_t i) const { return i < lines_.size() && lines_[i].kind == LineKind::content; }
  bool in_header(std::size_t i) const { return i < first_; }
  bool in_footer(std::size_t i) const { return i > last_; }
  std::size_t copies(std::size_t i) const {
    const auto it = copies_.find(lines_[i].key);
    return it == copies_.end() ? 1 : it->second;
  }
  void drop(std::size_t i) { lines_[i].kind = LineKind::furniture; }
  void keep(std::size_t i) {
    lines_[i].kind = LineKind::content;
    lines_[i].value = {};
    lines_[i].opens_list = false;
  }

  // The first and the last paragraph. A page without any (a poem, a list) begins behind its first line.
  void find_edges() {
    std::vector<std::size_t> content;
    std::vector<std::size_t> paragraphs;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!is_content(i)) continue;
      content.push_back(i);
      if (is_paragraph(lines_[i])) paragraphs.push_back(i);
    }
    if (!paragraphs.empty()) {
      first_ = paragraphs.front();
      last_ = paragraphs.back();
    } else if (!content.empty()) {
      first_ = content[content.size() > 1 ? 1 : 0];
      last_ = content.back();
    }
  }

  // Inside the article, what is furniture only at the edges is text: a line with a date is a heading there.
  void keep_inner_lines() {
    for (std::size_t i = first_; i <= last_ && i < lines_.size(); ++i) {
      if (lines_[i].edge_only) keep(i);
    }
  }

  void count_copies() {
    for (const Line& line : lines_) {
      if (!line.key.empty()) ++copies_[line.key];
    }
  }

  // «بقلم» and below it the name.
  void join_split_labels() {
    constexpr std::size_t kLongestValue = 5;  // words
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      const bool labels = lines_[i].kind == LineKind::author || lines_[i].kind == LineKind::source;
      if (!labels || !lines_[i].value.empty() || !is_content(i + 1)) continue;
      if (lines_[i + 1].words > kLongestValue || copies(i + 1) > 1) continue;
      lines_[i].value = lines_[i + 1].text;
      drop(i + 1);
    }
  }

  // Sites sign above and below the article: «موقع الصالح :». A word such as «موقع» alone does not tell a name
  // from a title; what is left of the header when it is taken away does.
  void mark_site_names() {
    for (std::size_t i = 0; i < first_; ++i) {
      Line& line = lines_[i];
      if (line.kind == LineKind::site && !has_other_content(i)) keep(i);
      if (!is_content(i) || line.words > kLongestName || !has_other_content(i)) continue;
      const bool signs = line.text.ends_with(':') || is_named_by_furniture(i);
      if (!signs) continue;
      for (std::size_t j = 0; j < lines_.size(); ++j) {
        if (lines_[j].key == line.key) lines_[j].kind = LineKind::site;
      }
    }
  }

  // Whether another line that can be the title stands between line `i` and the first paragraph.
  bool has_other_content(std::size_t i) const {
    for (std::size_t j = i + 1; j < first_; ++j) {
      if (is_content(j) && lines_[j].key != lines_[i].key) return true;
    }
    return false;
  }

  // «جميع الحقوق محفوظة لموقع طرب», «المصدر: مدارات المال»
  bool is_named_by_furniture(std::size_t i) const {
    for (std::size_t j = last_ + 1; j < lines_.size(); ++j) {
      if (!is_content(j) && lines_[j].key != lines_[i].key && has_words(lines_[j].key, lines_[i].key)) return true;
    }
    return false;
  }

  void find_title() {
    const auto labelled = std::ranges::find(lines_, LineKind::title, &Line::kind);
    if (labelled != lines_.end()) {
      title_ = static_cast<std::size_t>(labelled - lines_.begin());
      return;
    }
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < first_; ++i) {
      if (is_content(i)) candidates.push_back(i);
    }
    if (candidates.empty()) return;
    const auto is_long = [&](std::size_t i) { return lines_[i].words >= kShortestTitle; };
    const auto is_repeated = [&](std::size_t i) { return is_long(i) && (copies(i) > 1 || has_longer_copy(i)); };
    const auto is_usual = [&](std::size_t i) {
      return is_long(i) && (i == candidates.front() || !words_beside_date(lines_[i].text));
    };
    auto best = std::ranges::find_if(candidates, is_repeated);
    if (best == candidates.end()) best = std::ranges::find_if(candidates, is_usual);
    if (best == candidates.end()) best = longest_and_last(candidates);
    title_ = *best;
  }

  // The title of the browser window: «العنوان | موقع كذا».
  bool is_title_with_site(std::size_t i, const std::string& title) const {
    const std::string& key = lines_[i].key;
    const auto added = std::ranges::count(key, ' ') - std::ranges::count(title, ' ');
    return (in_header(i) || in_footer(i)) && key.starts_with(title + ' ') &&
           added <= static_cast<std::ptrdiff_t>(kLongestName);
  }

  bool has_longer_copy(std::size_t i) const {
    for (std::size_t j = 0; j < lines_.size(); ++j) {
      if (is_content(j) && is_title_with_site(j, lines_[i].key)) return true;
    }
    return false;
  }

  std::vector<std::size_t>::iterator longest_and_last(std::vector<std::size_t>& candidates) const {
    return std::ranges::max_element(candidates, [&](std::size_t a, std::size_t b) {
      return std::pair(lines_[a].words, a) < std::pair(lines_[b].words, b);
    });
  }

  void mark_title_copies() {
    if (title_ >= lines_.size()) return;
    const std::string key = lines_[title_].key;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].key == key || (is_content(i) && is_title_with_site(i, key))) drop(i);
    }
  }

  void mark_lists() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].opens_list || in_header(i)) continue;
      if (lines_[i].kind == LineKind::poll) drop_poll(i + 1);
      if (lines_[i].kind == LineKind::related) drop_links(i + 1);
    }
  }

  // The question, then the options: lines with bullets, or a block of very short lines.
  void drop_poll(std::size_t at) {
    constexpr std::size_t kLongestOption = 4;  // words
    if (!is_content(at) || lines_[at].closing == U'.') return;
    drop(at++);
    const bool bullets = is_content(at) && lines_[at].bullet;
    for (bool first = true; is_content(at) && !is_paragraph(lines_[at]); first = false) {
      const Line& line = lines_[at];
      if (bullets ? !line.bullet : line.words > kLongestOption || (!first && line.gap_before)) break;
      drop(at++);
    }
  }

  // The headlines below «مواضيع ذات صلة», up to the next paragraph, without a heading that belongs to it.
  void drop_links(std::size_t at) {
    std::size_t end = at;
    while (is_content(end) && !is_paragraph(lines_[end])) ++end;
    if (is_content(end) && end - at >= 2 && is_heading_after_links(at, end - 1)) --end;
    for (; at < end; ++at) drop(at);
  }

  bool is_heading_after_links(std::size_t first, std::size_t last) const {
    const Line& line = lines_[last];
    if (line.bullet) return false;
    bool shortest = true;
    bool gaps = false;
    for (std::size_t i = first; i < last; ++i) {
      shortest = shortest && line.words < lines_[i].words;
      gaps = gaps || (i > first && lines_[i].gap_before);
    }
    return shortest || (line.gap_before && !gaps);
  }

  // Captions stand twice, as text and for screen readers.
  void mark_copies() {
    constexpr std::size_t kLongestCaption = 20;  // words
    const auto is_copy_of_next = [&](std::size_t i) {
      return is_content(i) && is_content(i + 1) && lines_[i].key == lines_[i + 1].key;
    };
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!is_content(i) || lines_[i].words > kLongestCaption || lines_[i].key.empty()) continue;
      if (is_copy_of_next(i)) {
        drop(i + 1);
        drop(i);
      } else if ((in_header(i) && copies(i) > 1) || (in_footer(i) && stands_in_header(lines_[i].key))) {
        drop(i);
      }
    }
  }

  bool stands_in_header(const std::string& key) const {
    return std::any_of(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(first_),
                       [&](const Line& line) { return line.key == key; });
  }

  // Above the article only what follows the title may belong to it, and names and sections among the lines
  // about date and author do not.
  void mark_header() {
    constexpr std::size_t kLongestOther = 4;  // words beside a date
    std::size_t last_furniture = 0;
    for (std::size_t i = 0; i < first_; ++i) {
      if (is_content(i) && words_beside_date(lines_[i].text).value_or(kLongestOther + 1) <= kLongestOther) {
        lines_[i].kind = LineKind::published;
      }
      if (!is_content(i)) last_furniture = i;
    }
    for (std::size_t i = 0; i < first_; ++i) {
      const bool before_title = title_ < lines_.size() && i < title_;
      const bool among_furniture = i < last_furniture && lines_[i].words < kShortestTitle;
      if (is_content(i) && (before_title || among_furniture)) drop(i);
    }
  }

  // Below the article, what follows the first piece of furniture is furniture too.
  void mark_footer() {
    bool ended = false;
    for (std::size_t i = last_ + 1; i < lines_.size(); ++i) {
      ended = ended || !is_content(i);
      if (ended && is_content(i)) drop(i);
    }
  }

  std::vector<Line>& lines_;
  std::unordered_map<std::string, std::size_t> copies_;
  std::size_t first_;  // the first and the last paragraph
  std::size_t last_;
  std::size_t title_;
};

}  // namespace

std::size_t mark_layout(std::vector<Line>& lines) { return Layout(lines).mark(); }

TitleParts split_title(const Line& line) {
  if (!line.value.empty()) return {line.value, {}};
  for (const std::string_view separator : {" | ", " – ", " - ", " :: "}) {
    const std::size_t at = line.text.rfind(separator);
    if (at == std::string_view::npos) continue;
    const std::string_view name = trim(line.text.substr(at + separator.size()));
    std::vector<Line> rest = read_lines(name);
    for (Line& part : rest) classify_line(part);
    if (rest.size() == 1 && rest.front().kind == LineKind::site) return {trim(line.text.substr(0, at)), name};
  }
  return {line.text, {}};
}

}  // namespace fihris::ingest
