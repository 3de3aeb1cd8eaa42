// JSON lines: single articles, and files in chunks.
#include "indexer/ingest/formats/jsonl_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "indexer/ingest/reader.h"
#include "tests/support/temp_dir.h"

namespace fihris::ingest {
namespace {

struct ReadFile {
  std::vector<Article> articles;
  std::vector<Problem> problems;
};

ReadFile read(const std::string& path, const std::string& relative_path) {
  ReadFile result;
  read_file(
      path, relative_path,
      [&](Article&& article) { result.articles.push_back(std::move(article)); },
      [&](const Problem& problem) { result.problems.push_back(problem); });
  return result;
}

std::string error_of(std::string_view line) {
  const Result<Article> article = parse_json_article(line);
  return article ? "" : article.error().message;
}

TEST_SUITE("unit") {
  TEST_CASE("all members of an article are read") {
    const Result<Article> article = parse_json_article(
        R"({"id": "a1", "title": "عنوان", "body": "متن", "date": "2024-05-15", "source": "صحيفة",
            "author": "كاتب", "url": "https://example.org/a1", "more": {"body": ["x", null, 1e3]}})");
    REQUIRE(article);
    CHECK(article->id == "a1");
    CHECK(article->title == "عنوان");
    CHECK(article->body == "متن");
    CHECK(article->date == "2024-05-15");
    CHECK(article->source == "صحيفة");
    CHECK(article->author == "كاتب");
    CHECK(article->url == "https://example.org/a1");
  }

  TEST_CASE("an id may be a number and other members may be null") {
    CHECK(parse_json_article(R"({"id": 17, "body": "متن", "title": null})")->id == "17");
    CHECK(parse_json_article(R"({"id": -4.5, "body": "متن"})")->id == "-4.5");
  }

  TEST_CASE("escapes are undone and line ends made one") {
    const Result<Article> article = parse_json_article(
        R"({"title": " سطر\nآخر ", "body": "\n\u0633\u0637\u0631\r\n\r\n\ud83d\ude00 \"ثان\"\rثالث \u200f"})");
    REQUIRE(article);
    CHECK(article->title == "سطر آخر");
    CHECK(article->body == "سطر\n\n😀 \"ثان\"\nثالث");
  }

  TEST_CASE("dates of other forms become ISO dates and what is no date is left out") {
    CHECK(parse_json_article(R"({"body": "متن", "date": "15 ماي 2024"})")->date == "2024-05-15");
    CHECK(parse_json_article(R"({"body": "متن", "date": "2024-05-15T10:00:00Z"})")->date ==
          "2024-05-15");
    CHECK(parse_json_article(R"({"body": "متن", "date": "أمس"})")->date.empty());
    CHECK(parse_json_article(R"({"body": "متن", "date": "2024-02-31"})")->date.empty());
  }

  TEST_CASE("a line that is no article says why") {
    CHECK(error_of(R"({"title": "بلا متن"})") == "no \"body\"");
    CHECK(error_of(R"({"body": "  "})") == "no \"body\"");
    CHECK(error_of(R"({"body": 6})") == "member \"body\" is not a string");
    CHECK(error_of("[1, 2]") == "not a JSON object");
    CHECK(error_of("\"نص\"") == "not a JSON object");
    CHECK(error_of(R"({"body": "انقطع)").starts_with("invalid JSON: "));
    CHECK(error_of(R"({"body": "متن"} {"body": "متن"})").starts_with("invalid JSON: "));
    CHECK(error_of(R"({"body": "\ud83d"})").starts_with("invalid JSON: "));
    CHECK(error_of("").starts_with("invalid JSON: "));
    CHECK(error_of("{\"body\": \"\xFF\"}") == "not UTF-8: invalid byte at offset 10 of the line");
  }

  TEST_CASE("articles without an id are numbered in their file") {
    const test::TempDir dir;
    dir.write("a.jsonl",
              "\xEF\xBB\xBF{\"body\": \"أول\"}\r\n\r\n{\"id\": \"own\", \"body\": "
              "\"ثان\"}\n{\"body\": \"ثالث\"}");
    dir.write("b.jsonl", "\n{\"body\": \"وحيد\"}\n\n");
    const ReadFile several = read(dir / "a.jsonl", "x/a.jsonl");
    REQUIRE(several.articles.size() == 3);
    CHECK(several.articles[0].id == "x/a.jsonl#1");
    CHECK(several.articles[1].id == "own");
    CHECK(several.articles[2].id == "x/a.jsonl#3");
    CHECK(several.articles[2].path == "x/a.jsonl");
    CHECK(several.articles[2].lang == "ar");
    CHECK(several.problems.empty());
    const ReadFile one = read(dir / "b.jsonl", "b.jsonl");
    REQUIRE(one.articles.size() == 1);
    CHECK(one.articles[0].id == "b.jsonl");
  }

  TEST_CASE("a broken line is named by its number and reading goes on") {
    const test::TempDir dir;
    dir.write("a.jsonl", "{\"body\": \"أول\"}\n\n{\"body\": \n[]\n{\"body\": \"English text\"}\n");
    const ReadFile file = read(dir / "a.jsonl", "a.jsonl");
    REQUIRE(file.problems.size() == 2);
    CHECK(file.problems[0].line == 3);
    CHECK(file.problems[0].path == dir / "a.jsonl");
    CHECK(file.problems[1].line == 4);
    REQUIRE(file.articles.size() == 2);
    CHECK(file.articles[1].id == "a.jsonl#4");
    CHECK(file.articles[1].lang == "en");
  }

  TEST_CASE("chunks read apart give what the whole file gives") {
    const test::TempDir dir;
    std::string text;
    for (int i = 0; i < 5000; ++i) {
      text += i % 700 == 3 ? "{broken\n" : i % 900 == 5 ? "\r\n" : "";
      text += "{\"title\": \"" + std::to_string(i) + "\", \"body\": \"" + std::string(1000, 'x') +
              "\"}\n";
    }
    dir.write("a.jsonl", text);
    const ReadFile whole = read(dir / "a.jsonl", "a.jsonl");
    const Result<std::vector<Chunk>> chunks = split_file(dir / "a.jsonl");
    REQUIRE(chunks);
    CHECK(chunks->size() == 5);
    CHECK(chunks->front().begin == 0);
    CHECK(chunks->back().end == text.size());
    ReadFile apart;
    for (std::size_t i = chunks->size(); i-- > 0;) {  // in any order
      if (i > 0) CHECK((*chunks)[i].begin == (*chunks)[i - 1].end);
      ReadFile part;
      read_chunk(
          dir / "a.jsonl", "a.jsonl", (*chunks)[i],
          [&](Article&& a) { part.articles.push_back(std::move(a)); },
          [&](const Problem& p) { part.problems.push_back(p); });
      apart.articles.insert(apart.articles.begin(), part.articles.begin(), part.articles.end());
      apart.problems.insert(apart.problems.begin(), part.problems.begin(), part.problems.end());
    }
    REQUIRE(whole.articles.size() == 5000);
    REQUIRE(apart.articles.size() == 5000);
    for (std::size_t i = 0; i < 5000; ++i) REQUIRE(apart.articles[i].id == whole.articles[i].id);
    REQUIRE(apart.problems.size() == whole.problems.size());
    for (std::size_t i = 0; i < whole.problems.size(); ++i) {
      CHECK(apart.problems[i].line == whole.problems[i].line);
    }
    CHECK(whole.problems.back().line == 4903 + 1 + 7 + 6);
  }

  TEST_CASE("a line longer than 64 MB is a problem and its neighbours are read") {
    const test::TempDir dir;
    dir.write("a.jsonl", "{\"body\": \"قبل\"}\n{\"body\": \"" + std::string(66U << 20U, 'x') +
                             "\"}\n{\"body\": \"بعد\"}\n");
    const ReadFile file = read(dir / "a.jsonl", "a.jsonl");
    REQUIRE(file.problems.size() == 1);
    CHECK(file.problems[0].line == 2);
    REQUIRE(file.articles.size() == 2);
    CHECK(file.articles[1].id == "a.jsonl#3");
  }

  TEST_CASE("the content says that a text file holds JSON lines") {
    const test::TempDir dir;
    dir.write("a.txt",
              "{\"id\": \"one\", \"body\": \"أول\"}\n{\"id\": \"two\", \"body\": \"ثان\"}\n");
    CHECK(read(dir / "a.txt", "a.txt").articles.size() == 2);
    dir.write("b.txt", "{ليس هذا سطرا من جيسون}\nبل نص عادي.\n");
    CHECK(read(dir / "b.txt", "b.txt").articles.size() == 1);
    dir.write("c.NDJSON", "{\"id\": \"one\", \"body\": \"أول\"}\n");
    CHECK(read(dir / "c.NDJSON", "c.NDJSON").articles.size() == 1);
  }
}

}  // namespace
}  // namespace fihris::ingest
