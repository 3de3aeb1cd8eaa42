#include "indexer/ingest/html/html_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "indexer/analysis/fold_words.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/html/line_boxes.h"
#include "indexer/ingest/html/page_lines.h"
#include "indexer/ingest/html/page_metadata.h"
#include "indexer/ingest/html/page_parts.h"
#include "indexer/ingest/language.h"
#include "indexer/ingest/page_text.h"
#include "indexer/ingest/site_lines.h"

namespace fihris::ingest {
namespace {

// Where a page says its encoding.
constexpr std::size_t kDeclarationEnd = 4096;

std::string declared_charset(std::string_view bytes) {
  std::string head(bytes.substr(0, kDeclarationEnd));
  std::ranges::transform(head, head.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string_view key : {"charset=", "encoding="}) {
    const std::size_t at = head.find(key);
    if (at == std::string::npos) continue;
    const std::size_t begin = head.find_first_not_of(" \"'", at + key.size());
    if (begin == std::string::npos) continue;
    return head.substr(begin, head.find_first_of(" \"';/>?", begin) - begin);
  }
  return {};
}

// The first levels first: a page may have its title in an h2 and the names of its parts as well.
std::vector<std::size_t> find_headings(const MarkupTree& page) {
  std::vector<std::size_t> found;
  for (const std::string_view level : {"h1", "h2", "h3"}) {
    for (std::size_t i = 1; i < page.size(); ++i) {
      if (page[i].name == level) found.push_back(i);
    }
  }
  return found;
}

// What stands between a title and the name of the site.
constexpr std::array<std::string_view, 8> kSeparators{" | ",  " - ", " – ", " — ",
                                                      " :: ", " : ", " » ", " « "};

// «العنوان | اسم الموقع» without the name.
std::string without_site(std::string title, std::string_view site) {
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = title.rfind(separator);
    if (at == std::string::npos || at == 0) continue;
    const std::string name = analysis::fold_words(title.substr(at + separator.size()));
    const std::string known = analysis::fold_words(site);
    const bool is_site =
        !known.empty() && (name == known || analysis::contains_words(name, known) ||
                           (!name.empty() && analysis::contains_words(known, name)));
    if (is_site) return clean_line(title.substr(0, at));
  }
  return title;
}

// «اسم الموقع » الأخبار » العنوان»: the other end of the window's title.
std::string find_site(const std::string& window_title, const std::string& title) {
  const std::string key = analysis::fold_words(title);
  if (key.empty()) return {};
  for (const std::string_view separator : kSeparators) {
    const std::size_t first = window_title.find(separator);
    const std::size_t last = window_title.rfind(separator);
    if (first == std::string::npos) continue;
    const std::string before = window_title.substr(0, first);
    const std::string behind = window_title.substr(last + separator.size());
    if (analysis::fold_words(window_title.substr(0, last)) == key) return clean_line(behind);
    if (analysis::fold_words(window_title.substr(first + separator.size())) == key ||
        analysis::fold_words(behind) == key) {
      return clean_line(before);
    }
  }
  return {};
}

// The heading that the page also has as its title, for that one is whole and has no site in it.
std::string find_title(const MarkupTree& page, const PageMetadata& said) {
  std::string title = without_site(said.title, said.source);
  const std::string all = analysis::fold_words(said.title + " \n " + said.window_title);
  std::string first;
  for (const std::size_t heading : find_headings(page)) {
    std::string text = clean_line(page.text(heading));
    const std::string key = analysis::fold_words(text);
    if (key.empty()) continue;
    if (analysis::contains_words(all, key) && key != analysis::fold_words(said.source)) return text;
    const bool may_be_title =
        page[heading].name == "h1" && key != analysis::fold_words(said.source);
    if (first.empty() && may_be_title) first = std::move(text);
  }
  if (!title.empty()) return title;
  return first.empty() ? without_site(said.window_title, said.source) : first;
}

// Letters tell Arabic from Latin for sure; the declaration tells Persian from Arabic.
std::string find_language(std::string_view body, std::string_view declared) {
  static constexpr std::array<std::string_view, 6> kArabicScript{"ar", "fa", "ur",
                                                                 "ps", "ku", "ug"};
  std::string by_letters = language_of(body);
  const bool in_arabic = std::ranges::find(kArabicScript, declared) != kArabicScript.end();
  if (declared.empty() || in_arabic != (by_letters == "ar")) return by_letters;
  return std::string(declared);
}

std::size_t word_count(std::string_view text) {
  const std::string key = analysis::fold_words(text);
  return key.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(key, ' ')) + 1;
}

struct PartText {
  PageText text;
  std::vector<BodyLine> lines;  // see lines_apart()
};

// For each line of the body, what find_boxes() says of the block it comes from.
std::vector<std::uint32_t> boxes_of(const MarkupTree& page, std::size_t part,
                                    const RenderedText& rendered, std::size_t text_begin,
                                    const PageText& text) {
  std::vector<LineBlock> blocks;
  for (const BodyPlace& place : text.places) {
    if (place.begin < text_begin) {  // the title
      blocks.push_back({part, 0});
      continue;
    }
    const auto behind = std::ranges::upper_bound(rendered.lines, place.begin - text_begin, {},
                                                 &RenderedLine::begin);
    const std::size_t end = behind == rendered.lines.end() ? rendered.text.size() : behind->begin;
    const RenderedLine& line = *std::prev(behind);
    blocks.push_back({line.block, end - line.begin});
  }
  return find_boxes(page, part, blocks);
}

// The text of the main part without what the rules for captured pages know as furniture.
PartText read_part(const MarkupTree& page, const PageParts& parts, std::size_t part,
                   const std::string& title) {
  const RenderedText rendered = render_part(page, parts, part);
  const std::string before = title.empty() ? "" : title + "\n\n";
  PartText read{extract_page(before + rendered.text), {}};
  read.lines = lines_apart(read.text, boxes_of(page, part, rendered, before.size(), read.text));
  return read;
}

// «كتابة ليلى برادة · 20 نوفمبر 2022 · 4 دقائق»: a short line above the text with the author's
// name.
std::string without_byline(std::string_view body, const std::string& author) {
  constexpr std::size_t kLinesAbove = 3;
  constexpr std::size_t kMostOthers = 9;  // words
  const std::string name = analysis::fold_words(author);
  std::string_view rest = body;
  for (std::size_t i = 0; i < kLinesAbove && !name.empty() && !rest.empty(); ++i) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    const bool is_byline = analysis::contains_words(analysis::fold_words(line), name) &&
                           word_count(line) <= word_count(author) + kMostOthers &&
                           !line.ends_with('.') && !line.ends_with("»");
    const auto at = static_cast<std::size_t>(line.data() - body.data());
    if (is_byline) {
      return clean_lines(std::string(body.substr(0, at)) + std::string(rest.substr(end)));
    }
    rest = rest.substr(std::min(rest.find_first_not_of('\n', end), rest.size()));
  }
  return std::string(body);
}

// What only the text says: «بقلم فلان», a date below the title.
void fill_from_text(const MarkupTree& page, const PageText& text, Article& article) {
  if (article.author.empty()) article.author = text.author;
  if (article.date.empty()) article.date = text.date;
  if (!article.author.empty() && !article.date.empty() && !article.source.empty()) return;
  const PageText whole = extract_page(render_node(page));
  if (article.author.empty()) article.author = whole.author;
  if (article.date.empty()) article.date = whole.date;
  if (article.source.empty()) article.source = whole.source;
}

Result<Article> read_html_text(std::string_view utf8, const Hint& hint, ReadReport& report) {
  const Result<MarkupTree> page = parse_html(utf8);
  if (!page) return tl::make_unexpected(page.error());
  PageMetadata said = read_metadata(*page);
  const PageParts parts = find_parts(*page);
  const std::size_t main = find_main_part(*page, parts);
  Article article;
  article.title = find_title(*page, said);
  PartText part;
  if (main < page->size()) part = read_part(*page, parts, main, article.title);
  article.body = std::move(part.text.body);
  // Some pages have their text in a script only, and a program that shows it.
  if (word_count(said.body) > 2 * word_count(article.body)) {
    article.body = clean_lines(said.body);
    part.lines.clear();
  }
  if (article.body.empty()) return fail(std::string(kNoArticle));
  article.author = said.author == said.source ? "" : said.author;
  article.date = said.date;
  article.source = said.source.empty() ? find_site(said.window_title, article.title) : said.source;
  fill_from_text(*page, part.text, article);
  article.body = without_byline(article.body, article.author);
  article.url = !said.url.empty() ? said.url : saved_address(utf8.substr(0, kDeclarationEnd));
  if (article.url.empty()) article.url = hint.url;
  article.lang = find_language(article.body, said.lang);
  report.lines = std::move(part.lines);
  return article;
}

}  // namespace

Result<Article> read_html_article(std::string_view bytes, const Hint& hint, ReadReport& report) {
  const std::string declared = hint.charset.empty() ? declared_charset(bytes) : hint.charset;
  Result<DecodedText> decoded = decode_text(bytes, declared);
  if (!decoded) return tl::make_unexpected(decoded.error());
  report.encoding = decoded->encoding;
  report.repairs = std::move(decoded->repairs);
  return read_html_text(mend_text(std::move(decoded->text), report.repairs), hint, report);
}

std::string html_to_text(std::string_view utf8) {
  const Result<MarkupTree> page = parse_html(utf8);
  return page ? render_node(*page) : std::string();
}

void read_html(std::string_view bytes, const Hint& hint, Output& output) {
  Result<Article> article = read_html_article(bytes, hint, output.report());
  if (article) return output.article(std::move(*article));
  if (article.error().message == kNoArticle) return output.skip(article.error().message);
  output.problem(article.error().message);
}

}  // namespace fihris::ingest
