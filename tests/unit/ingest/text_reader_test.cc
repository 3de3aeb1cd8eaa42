// Plain text files: which bytes are an article, and what is wrong with the others.
#include "indexer/ingest/formats/text_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "indexer/ingest/language.h"
#include "indexer/ingest/reader.h"
#include "tests/support/temp_dir.h"

namespace fihris::ingest {
namespace {

std::string error_of(std::string_view bytes) {
  ReadReport report;
  const Result<Article> article = read_text_article(bytes, {}, report);
  return article ? "" : article.error().message;
}

TEST_SUITE("unit") {
  TEST_CASE("a text file is one article") {
    ReadReport report;
    const Result<Article> article = read_text_article(
        "\xEF\xBB\xBFقافلة الجمال\r\n\r\nعبرت قافلة الجمال الصحراء في عشرين يوما.\r\n\r\n", {},
        report);
    REQUIRE(article);
    CHECK(article->title == "قافلة الجمال");
    CHECK(article->body == "عبرت قافلة الجمال الصحراء في عشرين يوما.");
  }

  TEST_CASE("a file that is no text says why") {
    CHECK(error_of("") == "empty");
    CHECK(error_of("\xEF\xBB\xBF \n\t\r\n\u00A0") == "empty");
    CHECK(error_of(std::string_view("نص\0نص", 9)) == "not a text file");
    CHECK(error_of("\x01\x02\x03\x04"
                   "abc\x05\x06") == "not a text file");
    CHECK(error_of("نص\xFFنص") == "not UTF-8: invalid byte at offset 4");
    CHECK(error_of("نص \xD8") == "not UTF-8: invalid byte at offset 5");
    CHECK(error_of("\xED\xA0\x80") == "not UTF-8: invalid byte at offset 0");
  }

  TEST_CASE("the replacement character is valid text") { CHECK(error_of("نص \uFFFD نص").empty()); }

  TEST_CASE("a file in another format or out of reach is a problem") {
    const test::TempDir dir;
    dir.write("a.unknown", std::string("\x01\0\x02", 3));
    dir.write("b.txt", "");
    std::vector<Problem> problems;
    for (const std::string& path :
         {dir / "a.unknown", dir / "b.txt", dir / "missing.txt", dir.path().string()}) {
      read_file(
          path, "x", [](Article&&) { FAIL("no article expected"); },
          [&](const Problem& problem) { problems.push_back(problem); });
    }
    REQUIRE(problems.size() == 4);
    CHECK(problems[0].message == "unsupported format");
    CHECK(problems[0].path == dir / "a.unknown");
    CHECK(problems[0].line == 0);
    CHECK(problems[1].message == "empty");
    CHECK(problems[2].message == "cannot be opened: No such file or directory");
    CHECK(problems[3].message == "not a regular file");
  }

  TEST_CASE("an article is named by its place in the corpus") {
    const test::TempDir dir;
    dir.write("a.TXT", "نص قصير في ملف.");
    std::vector<Article> articles;
    read_file(
        dir / "a.TXT", "news/a.TXT",
        [&](Article&& article) { articles.push_back(std::move(article)); },
        [](const Problem&) { FAIL("no problem expected"); });
    REQUIRE(articles.size() == 1);
    CHECK(articles[0].id == "news/a.TXT");
    CHECK(articles[0].path == "news/a.TXT");
    CHECK(articles[0].lang == "ar");
  }

  TEST_CASE("the language is that of most letters") {
    CHECK(language_of("شركة DeepSeek الصينية الناشئة") == "ar");
    CHECK(language_of("The word كتاب means book") == "en");
    CHECK(language_of("Новости дня") == "");
    CHECK(language_of("12 + 30") == "");
  }
}

}  // namespace
}  // namespace fihris::ingest
