// Seventy-five saved pages: fifteen site layouts (tests/golden/pages/layouts) with five articles
// each (tests/golden/pages/articles), all invented. What the reader makes of them, with the pages
// of one layout beside each other, is compared line by line with the articles.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "indexer/ingest/html/html_reader.h"
#include "indexer/ingest/site_lines.h"
#include "tests/support/encode.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"

namespace fihris::ingest {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

struct Story {
  std::string title, author, date;
  Lines lines;  // paragraphs, and headings with "## " before them
};

Story read_story(const fs::path& file) {
  const Lines lines = test::lines_of(test::read_file(file));
  return {lines[0], lines[1], lines[2], {lines.begin() + 4, lines.end()}};
}

// Sections of a layout by name: "=== paragraph" and below it the HTML of one.
std::map<std::string, std::string> read_layout(const fs::path& file) {
  std::map<std::string, std::string> sections;
  std::string name;
  for (const std::string& line : test::lines_of(test::read_file(file))) {
    if (line.starts_with("=== ")) {
      name = line.substr(4);
    } else {
      sections[name] += (sections[name].empty() ? "" : "\n") + line;
    }
  }
  return sections;
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
}

std::string date_in_words(const std::string& iso, const std::array<const char*, 12>& months) {
  return std::to_string(std::stoi(iso.substr(8))) + " " +
         months.at(std::stoul(iso.substr(5, 2)) - 1) + " " + iso.substr(0, 4);
}

std::string arabic_digits(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      out += '\xD9';
      out += static_cast<char>('\xA0' + (c - '0'));
    } else {
      out += c;
    }
  }
  return out;
}

std::string make_page(const Story& story, std::map<std::string, std::string> layout,
                      const std::string& url) {
  static constexpr std::array<const char*, 12> kEgypt{"يناير",  "فبراير", "مارس",   "أبريل",
                                                      "مايو",   "يونيو",  "يوليو",  "أغسطس",
                                                      "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"};
  static constexpr std::array<const char*, 12> kLevant{
      "كانون الثاني", "شباط", "آذار",  "نيسان",       "أيار",         "حزيران",
      "تموز",         "آب",   "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"};
  std::string body;
  int paragraphs = 0;
  for (const std::string& line : story.lines) {
    const bool heading = line.starts_with("## ");
    std::string block = layout[heading ? "heading" : "paragraph"];
    replace_all(block, "{{text}}", heading ? line.substr(3) : line);
    body += block + "\n";
    paragraphs += heading ? 0 : 1;
    if (!heading) body += layout["between " + std::to_string(paragraphs)] + "\n";
  }
  const std::string& d = story.date;
  std::string page = layout["page"];
  replace_all(page, "{{body}}", body);
  replace_all(page, "{{title}}", story.title);
  replace_all(page, "{{author}}", story.author);
  replace_all(page, "{{url}}", url);
  replace_all(page, "{{date}}", d);
  replace_all(page, "{{date_ar}}", date_in_words(d, kEgypt));
  replace_all(page, "{{date_levant}}", date_in_words(d, kLevant));
  const std::string encoding = layout["encoding"];
  const std::string digits = d.substr(8) + "/" + d.substr(5, 2) + "/" + d.substr(0, 4);
  // windows-1256 has no Arabic digits.
  replace_all(page, "{{date_digits}}", encoding.empty() ? arabic_digits(digits) : digits);
  return encoding.empty() ? page : test::encode(page, encoding.c_str());
}

// Names of parts that no table knows: "newsletter" becomes "arjfyrggre".
void hide_names(std::string& page) {
  for (const std::string key : {"class=\"", "id=\"", "role=\""}) {
    for (std::size_t at = 0; (at = page.find(key, at)) != std::string::npos;) {
      for (at += key.size(); at < page.size() && page[at] != '"'; ++at) {
        const char c = page[at];
        if (c >= 'a' && c <= 'z') page[at] = static_cast<char>('a' + (c - 'a' + 13) % 26);
      }
    }
  }
}

struct Score {
  std::size_t pages = 0;
  std::size_t expected = 0, found = 0, right = 0;  // lines
  std::size_t titles = 0, dates = 0, authors = 0, sources = 0;

  double precision() const { return static_cast<double>(right) / static_cast<double>(found); }
  double recall() const { return static_cast<double>(right) / static_cast<double>(expected); }
};

// One as text a line; FIHRIS_SHOW=1 shows what differs.
void show(const std::string& page, const char* what, const std::string& text) {
  if (std::getenv("FIHRIS_SHOW") != nullptr) {
    std::cout << page << " " << what << ": " << text << "\n";
  }
}

void compare(const std::string& name, const Story& story, const std::string& source,
             const Result<Article>& read, Score& score) {
  ++score.pages;
  Lines expected;
  for (const std::string& line : story.lines) {
    expected.push_back(line.starts_with("## ") ? line.substr(3) : line);
  }
  score.expected += expected.size();
  if (!read) return show(name, "error", read.error().message);
  const auto same = [&](const char* what, const std::string& is, const std::string& wanted) {
    if (is != wanted) show(name, what, is + " | wanted: " + wanted);
    return is == wanted ? 1U : 0U;
  };
  score.titles += same("title", read->title, story.title);
  score.dates += same("date", read->date, story.date);
  score.authors += same("author", read->author, story.author);
  score.sources += same("source", read->source, source);
  for (const std::string& line : test::lines_of(read->body)) {
    if (line.empty()) continue;
    ++score.found;
    const auto at = std::ranges::find(expected, line);
    if (at == expected.end()) {
      show(name, "too much", line);
      continue;
    }
    ++score.right;
    expected.erase(at);
  }
  for (const std::string& line : expected) show(name, "missing", line);
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) files.push_back(entry);
  std::ranges::sort(files);
  return files;
}

struct Page {
  std::string name;
  Story story;
  Result<Article> article = fail("not read");
  SitePage beside = {};
};

void read_page(Page& page, const std::map<std::string, std::string>& layout, bool with_names) {
  ReadReport report;
  std::string html = make_page(page.story, layout, "https://site.example/" + page.name);
  if (!with_names) hide_names(html);
  page.article = read_html_article(html, Hint{}, report);
  if (page.article) page.beside = {page.article->source, std::move(report.lines)};
}

void leave_out_site_lines(Page& page, const std::vector<Page>& pages) {
  std::vector<const SitePage*> others;
  for (const Page& other : pages) {
    if (&other != &page) others.push_back(&other.beside);
  }
  if (page.article) ingest::leave_out_site_lines(*page.article, page.beside.lines, others);
}

struct Options {
  bool with_names = true;   // of parts, as the layouts have them
  bool with_beside = true;  // the pages of one layout are compared
};

Score score_pages(const Options& options) {
  const fs::path folder = test::source_folder() / "tests/golden/pages";
  const std::vector<fs::path> stories = files_in(folder / "articles");
  const std::vector<fs::path> layouts = files_in(folder / "layouts");
  REQUIRE(stories.size() == 10);
  REQUIRE(layouts.size() == 15);
  Score score;
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    const std::map<std::string, std::string> layout = read_layout(layouts[i]);
    std::vector<Page> pages;
    for (std::size_t k = 0; k < 5; ++k) {
      const fs::path& file = stories[(i * 3 + k * 2) % stories.size()];
      pages.push_back({layouts[i].stem().string() + " " + file.stem().string(), read_story(file)});
      read_page(pages.back(), layout, options.with_names);
    }
    for (Page& page : pages) {
      if (options.with_beside) leave_out_site_lines(page, pages);
      compare(page.name, page.story, layout.at("source"), page.article, score);
    }
  }
  std::cout << "noisy pages" << (options.with_names ? "" : " without names of parts")
            << (options.with_beside ? "" : ", each by itself") << ": precision "
            << score.precision() << ", recall " << score.recall() << " of " << score.expected
            << " lines; of " << score.pages << " titles " << score.titles << ", dates "
            << score.dates << ", authors " << score.authors << ", sources " << score.sources
            << "\n";
  CHECK(score.pages == 75);
  CHECK(score.titles == 75);
  CHECK(score.dates == 75);
  CHECK(score.authors >= 70);
  CHECK(score.sources == 75);
  return score;
}

TEST_SUITE("unit") {
  TEST_CASE("articles are taken whole and clean out of noisy pages") {
    const Score together = score_pages({});
    CHECK(together.precision() > 0.99);
    CHECK(together.recall() > 0.99);
    const Score alone = score_pages({.with_beside = false});
    CHECK(alone.precision() > 0.97);
    CHECK(alone.recall() == together.recall());
  }

  TEST_CASE("the pages of a site tell its lines in noisy pages whose parts have strange names") {
    const Score alone = score_pages({.with_names = false, .with_beside = false});
    const Score together = score_pages({.with_names = false});
    CHECK(together.precision() > alone.precision() + 0.02);
    CHECK(together.recall() > 0.99);
  }
}

}  // namespace
}  // namespace fihris::ingest
