// Which format a file is taken for, by its bytes and its name.
#include "indexer/ingest/formats/format.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "indexer/ingest/reader.h"
#include "tests/support/temp_dir.h"

namespace fihris::ingest {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kLine = R"({"id": "a", "body": "نص."})";
constexpr std::string_view kPicture = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"sv;

struct Row {
  std::string_view name;
  std::string_view head;
  std::string_view format;  // empty: unknown
};

constexpr std::array kRows{
    Row{"a.txt", "نص عربي", "text"},
    Row{"A.TXT", "نص عربي", "text"},
    Row{"a.txt", kLine, "json lines"},
    Row{"a.jsonl", "{\"broken", "json lines"},
    Row{"a", "نص عربي", "text"},
    Row{"مقال.قديم", "نص عربي", "text"},
    Row{"a.dat2", "\1\2\3\0"sv, ""},
    Row{"a.png", kPicture, "other"},
    Row{"a", kPicture, "other"},
    Row{"a.css", "body { color: red }", "other"},
    Row{"a_files/jquery.min.js", "(function(){})", "other"},
    Row{"a.txt", kPicture, "text"},  // and then a problem: not a text file
};

TEST_SUITE("unit") {
  TEST_CASE("the bytes decide the format and the name helps") {
    for (const Row& row : kRows) {
      CAPTURE(row.name);
      const FormatInfo* const info = find_format(row.head, row.name);
      CHECK((info == nullptr ? "" : info->name) == row.format);
    }
  }

  TEST_CASE("what stands beside articles is skipped and no problem") {
    const test::TempDir dir;
    dir.write("a.png", kPicture);
    const auto chunks = split_file(dir / "a.png");
    REQUIRE(chunks);
    REQUIRE(chunks->size() == 1);
    const ReadReport report = read_chunk(
        dir / "a.png", "a.png", chunks->front(), [](Article&&) { FAIL("no article"); },
        [](const Problem&) { FAIL("no problem"); });
    CHECK(report.format == "other");
    CHECK(report.skipped == std::vector<std::string>{"not an article format"});
  }

  TEST_CASE("articles without ids are numbered where a file has several") {
    for (const std::size_t count : {1U, 2U, 3U}) {
      const Hint hint{"/corpus/a.csv", "a.csv", {}, {}};
      std::vector<std::string> ids;
      const ArticleSink articles = [&](Article&& article) { ids.push_back(article.id); };
      const ProblemSink problems = [](const Problem&) {};
      Output output(hint, articles, problems);
      for (std::size_t i = 0; i < count; ++i) {
        Article article;
        article.body = "نص";
        output.article(std::move(article));
      }
      output.finish();
      const std::vector<std::string> all{"a.csv#1", "a.csv#2", "a.csv#3"};
      CHECK(ids == (count == 1 ? std::vector<std::string>{"a.csv"}
                               : std::vector(all.begin(), all.begin() + std::ptrdiff_t(count))));
    }
  }

  TEST_CASE("bytes of an archive are read as a file of their name is") {
    const Hint hint{"/corpus/a.zip", "a.zip/b.jsonl", {}, {}};
    std::vector<Article> found;
    const ArticleSink articles = [&](Article&& article) { found.push_back(std::move(article)); };
    const ProblemSink problems = [](const Problem& problem) { FAIL(problem.message); };
    Output output(hint, articles, problems);
    std::string bytes = R"({"body": "نص أول."})"
                        "\n\n"
                        R"({"body": "نص ثان."})";
    const std::size_t size = bytes.size();
    bytes.resize(size + kPadding);
    read_bytes({bytes.data(), size}, hint, output);
    CHECK(output.finish().format == "json lines");
    REQUIRE(found.size() == 2);
    CHECK(found[1].id == "a.zip/b.jsonl#2");
    CHECK(found[1].body == "نص ثان.");
  }
}

}  // namespace
}  // namespace fihris::ingest
