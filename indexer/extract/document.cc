#include "indexer/extract/document.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/analysis/date_parser.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/page_text.h"

namespace fihris::extract {
namespace {

// Lower case; found anywhere in a title, or as the whole name of an author.
constexpr std::array<std::string_view, 17> kNoTitles{"microsoft word",
                                                     "microsoft powerpoint",
                                                     "untitled",
                                                     "document1",
                                                     "powerpoint presentation",
                                                     ".doc",
                                                     ".odt",
                                                     ".rtf",
                                                     ".indd",
                                                     ".qxd",
                                                     ".pdf",
                                                     ".txt",
                                                     ".htm",
                                                     ".tex",
                                                     "بدون عنوان",
                                                     "مستند1",
                                                     "print layout"};
constexpr std::array<std::string_view, 12> kNoAuthors{
    "admin",  "administrator", "user", "owner",     "hp",          "dell",
    "lenovo", "acer",          "pc",   "microsoft", "python-docx", "un-named"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string sensible_title(std::string_view raw) {
  std::string title = ingest::clean_line(raw);
  const std::string low = lower(title);
  const bool nonsense = std::ranges::any_of(
      kNoTitles, [&](std::string_view no) { return low.find(no) != std::string::npos; });
  return nonsense ? std::string() : title;
}

std::string sensible_author(std::string_view raw) {
  std::string author = ingest::clean_line(raw);
  return std::ranges::find(kNoAuthors, lower(author)) == kNoAuthors.end() ? author : std::string();
}

std::string sensible_date(const std::string& raw) {
  constexpr std::size_t kIsoDate = 10;
  const std::string date = raw.substr(0, kIsoDate);
  return analysis::is_iso_date(date) ? date : std::string();
}

// The first heading near the beginning, or a first line that is short enough for a title.
std::string title_in(const std::vector<Paragraph>& paragraphs) {
  constexpr std::size_t kNear = 5;         // paragraphs
  constexpr std::size_t kLongTitle = 240;  // bytes
  const auto end =
      paragraphs.begin() + static_cast<std::ptrdiff_t>(std::min(kNear, paragraphs.size()));
  const auto heading =
      std::find_if(paragraphs.begin(), end, [](const Paragraph& p) { return p.heading; });
  if (heading != end) return heading->text;
  if (paragraphs.size() > 1 && paragraphs.front().text.size() <= kLongTitle) {
    return paragraphs.front().text;
  }
  return {};
}

// A date that stands alone above the text.
std::string date_above(const std::vector<Paragraph>& paragraphs) {
  constexpr std::size_t kNear = 5;  // paragraphs
  for (std::size_t i = 0; i < std::min(kNear, paragraphs.size()); ++i) {
    if (!analysis::is_date_line(paragraphs[i].text)) continue;
    if (const auto date = analysis::parse_date(paragraphs[i].text)) return *date;
  }
  return {};
}

// The first paragraph that is not the title, the author or the date once more.
std::size_t text_begin(const std::vector<Paragraph>& paragraphs, std::string_view title,
                       std::string_view author) {
  const auto first = std::ranges::find_if_not(paragraphs, [&](const Paragraph& p) {
    return p.text == title || p.text == author || analysis::is_date_line(p.text);
  });
  return static_cast<std::size_t>(first - paragraphs.begin());
}

std::string join(const std::vector<Paragraph>& paragraphs, std::size_t begin = 0) {
  std::string text;
  for (std::size_t i = begin; i < paragraphs.size(); ++i) {
    text += (text.empty() ? "" : "\n\n") + paragraphs[i].text;
  }
  return text;
}

}  // namespace

ingest::Article make_article(const DocumentInfo& info, const std::vector<Paragraph>& paragraphs) {
  const ingest::PageText page = ingest::extract_page(join(paragraphs));
  ingest::Article article;
  article.title = sensible_title(info.title);
  if (article.title.empty()) article.title = title_in(paragraphs);
  article.body =
      join(paragraphs, text_begin(paragraphs, article.title, sensible_author(info.author)));
  if (article.body.empty()) article.body = article.title;  // a page with one line
  article.date = page.date.empty() ? date_above(paragraphs) : page.date;
  if (article.date.empty()) article.date = sensible_date(info.date);
  article.author = page.author.empty() ? sensible_author(info.author) : page.author;
  article.source = page.source;
  return article;
}

}  // namespace fihris::extract
