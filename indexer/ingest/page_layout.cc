#include "indexer/ingest/page_layout.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "indexer/analysis/date_parser.h"
#include "indexer/analysis/fold_words.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/line_classifier.h"
#include "indexer/ingest/page_lists.h"

namespace fihris::ingest {
namespace {

// In words. Shorter lines are titles only where nothing else is.
constexpr std::size_t kShortestTitle = 4;
constexpr std::size_t kLongestName = 5;  // of a site

// What stands between a title and the name of the site.
constexpr std::array<std::string_view, 4> kBeforeSite{" | ", " – ", " - ", " :: "};

// Marks the lines of one page, from the surest signs to the weakest: each step relies on those
// before it.
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
  bool is_content(std::size_t i) const {
    return i < lines_.size() && lines_[i].kind == LineKind::content;
  }
  bool in_header(std::size_t i) const { return i < first_; }
  bool in_footer(std::size_t i) const { return i > last_; }
  bool in_body(std::size_t i) const { return !in_header(i) && !in_footer(i); }
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

  // The first and the last paragraph. A page without any (a poem, a list) begins behind its first
  // line.
  void find_edges() {
    std::vector<std::size_t> content;
    std::vector<std::size_t> paragraphs;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!is_content(i)) continue;
      content.push_back(i);
      if (is_paragraph(lines_[i])) paragraphs.push_back(i);
    }
    if (!paragraphs.empty()) {
      first_ = first_paragraph(paragraphs);
      last_ = last_paragraph(paragraphs);
    } else if (!content.empty()) {
      first_ = content[content.size() > 1 ? 1 : 0];
      last_ = content.back();
    }
  }

  // Behind the lines about author and date, where they stand below a notice or a summary.
  std::size_t first_paragraph(const std::vector<std::size_t>& paragraphs) const {
    constexpr std::size_t kMostAbove = 2;  // paragraphs
    for (std::size_t n = std::min(kMostAbove, paragraphs.size() - 1); n > 0; --n) {
      const auto from = lines_.begin() + static_cast<std::ptrdiff_t>(paragraphs[n - 1]);
      const auto to = lines_.begin() + static_cast<std::ptrdiff_t>(paragraphs[n]);
      if (std::any_of(from, to, is_credential)) return paragraphs[n];
    }
    return paragraphs.front();
  }

  // A bare date does not count: in an article it is a heading.
  static bool is_credential(const Line& line) {
    return line.kind == LineKind::author || line.kind == LineKind::updated ||
           (line.kind == LineKind::published && line.text.find(':') != std::string_view::npos);
  }

  // Above the comments, if most of the text stands there: a counter of comments may be anywhere.
  std::size_t last_paragraph(const std::vector<std::size_t>& paragraphs) const {
    std::size_t all = 0;
    for (const std::size_t i : paragraphs) all += lines_[i].words;
    std::size_t above = 0;
    for (std::size_t n = 0; n + 1 < paragraphs.size(); ++n) {
      above += lines_[paragraphs[n]].words;
      const auto from = lines_.begin() + static_cast<std::ptrdiff_t>(paragraphs[n]);
      const auto to = lines_.begin() + static_cast<std::ptrdiff_t>(paragraphs[n + 1]);
      const bool ends = std::find_if(from, to, [](const Line& line) {
                          return line.kind == LineKind::ending;
                        }) != to;
      if (ends && above * 2 > all) return paragraphs[n];
    }
    return paragraphs.back();
  }

  // Inside the article, what is furniture only at the edges is text: a line with a date is a
  // heading there.
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

  // Sites sign above and below the article: «موقع الصالح :». A word such as «موقع» alone does not
  // tell a name from a title; what is left of the header when it is taken away does.
  void mark_site_names() {
    for (std::size_t i = 0; i < first_; ++i) {
      Line& line = lines_[i];
      const bool may_be_title = line.kind == LineKind::site || line.kind == LineKind::byline;
      if (may_be_title && !has_other_content(i)) keep(i);
      if (line.kind == LineKind::byline) line.kind = LineKind::author;
      if (!is_content(i) || line.words > kLongestName || !has_other_content(i)) continue;
      const bool signs = (line.text.ends_with(':') && copies(i) > 1) || is_named_by_furniture(i);
      if (!signs) continue;
      for (std::size_t j = 0; j < lines_.size(); ++j) {
        if (lines_[j].key == line.key) lines_[j].kind = LineKind::site;
      }
    }
  }

  // Whether another line that can be the title stands above the first paragraph.
  bool has_other_content(std::size_t i) const {
    for (std::size_t j = 0; j < first_; ++j) {
      if (is_content(j) && lines_[j].key != lines_[i].key) return true;
    }
    return false;
  }

  // «جميع الحقوق محفوظة لموقع طرب», «المصدر: مدارات المال»
  bool is_named_by_furniture(std::size_t i) const {
    for (std::size_t j = last_ + 1; j < lines_.size(); ++j) {
      if (!is_content(j) && lines_[j].key != lines_[i].key &&
          analysis::contains_words(lines_[j].key, lines_[i].key)) {
        return true;
      }
    }
    return false;
  }

  void find_title() {
    const std::vector<std::size_t> candidates = title_candidates();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool is_title = candidates.size() == 1 && candidates.front() == i;
      if (lines_[i].kind == LineKind::title && !is_title) keep(i);  // «العنوان» is also an address
    }
    if (candidates.empty()) return;
    const auto is_long = [&](std::size_t i) { return lines_[i].words >= kShortestTitle; };
    const auto is_repeated = [&](std::size_t i) {
      return is_long(i) && (copies(i) > 1 || has_longer_copy(i));
    };
    const auto is_longer = [&](std::size_t a, std::size_t b) {
      return std::pair(lines_[a].words, a) < std::pair(lines_[b].words, b);
    };
    auto best = std::ranges::find_if(candidates, is_repeated);
    if (best == candidates.end() && is_poem(candidates)) best = candidates.begin();
    if (best == candidates.end()) best = std::ranges::find_if(candidates, is_long);
    if (best == candidates.end()) best = std::ranges::max_element(candidates, is_longer);
    title_ = *best;
  }

  // Many lines and no menu among them: they are verses below their title.
  bool is_poem(const std::vector<std::size_t>& candidates) const {
    constexpr std::size_t kFewestVerses = 5;
    const auto is_text = [](const Line& line) {
      return line.kind == LineKind::content || line.kind == LineKind::note;
    };
    return candidates.size() > kFewestVerses &&
           std::all_of(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(first_),
                       is_text);
  }

  // Lines above the first paragraph that can be the title; only the one that says so, if there is
  // one.
  std::vector<std::size_t> title_candidates() {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < first_; ++i) {
      const Line& line = lines_[i];
      if (line.kind == LineKind::title && candidates.empty()) return {i};
      if (!is_content(i) || line.bullet || line.closing == U':' || is_paragraph(line)) continue;
      if (!candidates.empty() && (is_byline(i) || analysis::words_beside_date(line.text))) continue;
      candidates.push_back(i);
    }
    return candidates;
  }

  // «عبدالعزيز الشيخ ـ جدة»: two or three words, a dash, one or two more.
  bool is_byline(std::size_t i) const {
    for (const std::string_view dash : {" - ", " – ", " ـ "}) {
      const std::size_t at = lines_[i].text.find(dash);
      if (at == std::string_view::npos) continue;
      return lines_[i].words <= kLongestName + 1 && lines_[i].closing == 0;
    }
    return false;
  }

  // The title of the browser window: «العنوان | موقع كذا».
  bool is_title_with_site(std::size_t i, const std::string& title) const {
    if (in_body(i) || !lines_[i].key.starts_with(title + ' ')) return false;
    return std::ranges::any_of(kBeforeSite, [&](std::string_view separator) {
      return analysis::fold_words(lines_[i].text.substr(0, lines_[i].text.rfind(separator))) ==
             title;
    });
  }

  bool has_longer_copy(std::size_t i) const {
    for (std::size_t j = 0; j < lines_.size(); ++j) {
      if (is_content(j) && is_title_with_site(j, lines_[i].key)) return true;
    }
    return false;
  }

  void mark_title_copies() {
    if (title_ >= lines_.size()) return;
    const std::string key = lines_[title_].key;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool is_copy = lines_[i].key == key || (is_content(i) && is_title_with_site(i, key));
      if (is_copy) lines_[i].kind = LineKind::note;
    }
  }

  void mark_lists() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].opens_list || in_header(i)) continue;
      if (lines_[i].kind == LineKind::related) drop_links(lines_, i);
      if (lines_[i].kind == LineKind::poll && !drop_poll(lines_, i) && in_body(i)) keep(i);
    }
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
      } else if ((in_header(i) && copies(i) > 1) ||
                 (in_footer(i) && stands_in_header(lines_[i].key))) {
        drop(i);
      }
    }
  }

  bool stands_in_header(const std::string& key) const {
    return std::any_of(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(first_),
                       [&](const Line& line) { return line.key == key; });
  }

  // Above the article only what follows the title may belong to it, and names and sections among
  // the lines about date and author do not.
  void mark_header() {
    std::size_t last_furniture = 0;
    bool has_date = false;
    for (std::size_t i = 0; i < first_; ++i) {
      if (is_content(i) && is_mostly_date(lines_[i])) lines_[i].kind = LineKind::published;
      if (!is_content(i) && lines_[i].kind != LineKind::note) last_furniture = i;
      has_date =
          has_date || lines_[i].kind == LineKind::published || lines_[i].kind == LineKind::updated;
    }
    for (std::size_t i = 0; i < first_; ++i) {
      const bool before_title = title_ < lines_.size() && i < title_;
      const bool among_furniture = i < last_furniture && lines_[i].words < kShortestTitle;
      const bool is_byline_too = has_date && is_byline(i);
      if (is_content(i) && (before_title || among_furniture || is_byline_too)) drop(i);
    }
  }

  static bool is_mostly_date(const Line& line) {
    constexpr std::size_t kMostOthers = 4;  // words
    const auto others = analysis::words_beside_date(line.text);
    return others && *others <= kMostOthers;
  }

  // Below the article, what follows the first piece of furniture is furniture too. Names, dates and
  // asterisks may stand between the last paragraph and a poem or a list that belongs to it.
  void mark_footer() {
    static constexpr std::array kHarmless{LineKind::content, LineKind::author, LineKind::published,
                                          LineKind::updated, LineKind::note};
    bool ended = false;
    for (std::size_t i = last_ + 1; i < lines_.size(); ++i) {
      ended = ended || std::ranges::find(kHarmless, lines_[i].kind) == kHarmless.end();
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
  for (const std::string_view separator : kBeforeSite) {
    const std::size_t at = line.text.rfind(separator);
    if (at == std::string_view::npos) continue;
    const std::string_view name = trim(line.text.substr(at + separator.size()));
    std::vector<Line> rest = read_lines(name);
    for (Line& part : rest) classify_line(part);
    if (rest.size() != 1 || rest.front().kind != LineKind::site) continue;
    return {trim(line.text.substr(0, at)), name};
  }
  return {line.text, {}};
}

}  // namespace fihris::ingest
