#include "indexer/ingest/page_text.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/date_parser.h"
#include "indexer/analysis/utf8.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/page_layout.h"
#include "indexer/ingest/text_line.h"

namespace fihris::ingest {
namespace {

// « date 2025-02-04 النص ...»: takes the date off the front of the text.
std::string take_leading_date(std::string_view& text) {
  constexpr std::string_view kLabel = "date ";
  constexpr std::size_t kDateSize = 10;
  const std::string_view rest = trim(text);
  if (!rest.starts_with(kLabel)) return {};
  const std::string_view date = trim(rest.substr(kLabel.size())).substr(0, kDateSize);
  if (!analysis::is_iso_date(date)) return {};
  text = trim(rest.substr(static_cast<std::size_t>(date.data() - rest.data()) + kDateSize));
  return std::string(date);
}

// «جورج الخازن - بيروت» -> «جورج الخازن»
std::string author_name(std::string_view value) {
  for (const std::string_view stop : {" - ", " – ", " | ", " / ", "،", ",", ":"}) {
    value = value.substr(0, value.find(stop));
  }
  // «هدى المرسي 14 مايو 2023»
  std::size_t at = 0;
  std::size_t end = 0;
  while (at < value.size()) {
    if (analysis::char_info(analysis::decode_utf8(value, at)).cls == analysis::CharClass::digit) {
      break;
    }
    end = at;
  }
  return clean_line(value.substr(0, end));
}

const Line* first_of(const std::vector<Line>& lines, LineKind kind) {
  const auto it = std::ranges::find_if(
      lines, [&](const Line& l) { return l.kind == kind && !l.value.empty(); });
  return it == lines.end() ? nullptr : &*it;
}

std::string first_date(const std::vector<Line>& lines, LineKind kind) {
  for (const Line& line : lines) {
    if (line.kind != kind) continue;
    if (const std::optional<std::string> date = analysis::parse_date(line.text)) return *date;
  }
  return {};
}

std::string find_date(const std::vector<Line>& lines) {
  const std::string published = first_date(lines, LineKind::published);
  return published.empty() ? first_date(lines, LineKind::updated) : published;
}

std::string find_source(const std::vector<Line>& lines) {
  if (const Line* line = first_of(lines, LineKind::source)) return clean_line(line->value);
  const auto site = std::ranges::find(lines, LineKind::site, &Line::kind);
  if (site == lines.end()) return {};
  std::string_view name = site->text;
  while (name.ends_with(':') || name.ends_with(' ')) name.remove_suffix(1);
  return clean_line(name);
}

// Sets the body and the places of its lines. What stands above the title is parted by it.
void join_content(const std::vector<Line>& lines, std::size_t title, std::string_view text,
                  PageText& page) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.kind != LineKind::content) {
      run += line.kind != LineKind::note || i == title ? 1 : 0;
      continue;
    }
    if (!page.body.empty()) page.body += "\n\n";
    page.body += line.text;
    page.places.push_back({static_cast<std::size_t>(line.text.data() - text.data()), run});
  }
}

// Where to cut a text that is shown as a title.
struct Cut {
  std::size_t end = 0;  // bytes
  bool whole = true;    // behind a sentence or a line, not inside it
};

Cut cut_sentence(std::string_view text, std::size_t shortest, std::size_t longest) {
  std::size_t last_word_end = 0;
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < longest; ++count) {
    const std::size_t begin = at;
    const char32_t c = analysis::decode_utf8(text, at);
    if (c == '\n') return {begin, true};
    const bool ends_word = at == text.size() || text[at] == ' ' || text[at] == '\n';
    const bool ends_sentence = c == '.' || c == U'؟' || c == '!' || c == '?';
    if (ends_word && ends_sentence && count >= shortest) return {at, true};
    if (ends_word && c != ' ') last_word_end = at;
  }
  if (at == text.size()) return {at, true};
  return {last_word_end == 0 ? at : last_word_end, false};
}

}  // namespace

PageText extract_page(std::string_view utf8) {
  PageText page;
  const std::string_view whole = utf8;
  page.date = take_leading_date(utf8);
  std::vector<Line> lines = read_lines(utf8);
  const std::size_t title = mark_layout(lines);
  const TitleParts parts = title < lines.size() ? split_title(lines[title]) : TitleParts{};
  page.title = clean_line(parts.title);
  if (page.date.empty()) page.date = find_date(lines);
  page.source = find_source(lines);
  if (page.source.empty()) page.source = clean_line(parts.site);
  if (const Line* line = first_of(lines, LineKind::author)) page.author = author_name(line->value);
  join_content(lines, title, whole, page);
  // A page of nothing but furniture is a text that the rules do not understand.
  if (page.body.empty()) page.body = clean_lines(utf8);
  return page;
}

std::string display_title(const Article& article) {
  constexpr std::size_t kShortest = 15;  // characters; so that «د. أحمد» is no sentence
  constexpr std::size_t kLongest = 80;
  if (!article.title.empty()) return article.title;
  const std::string_view body = trim(article.body);
  const Cut cut = cut_sentence(body, kShortest, kLongest);
  return clean_line(body.substr(0, cut.end)) + (cut.whole ? "" : "…");
}

}  // namespace fihris::ingest
