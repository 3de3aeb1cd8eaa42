// /api/v1/export: all that a query finds, as a file.
#include <doctest/doctest.h>

#include <sstream>

#include "tests/api/articles.h"
#include "tests/api/fixture.h"
#include "tests/support/json_check.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

constexpr std::string_view kLineShape = R"({
  "id": "string", "title": "string|null", "date": "string|null", "source": "string|null",
  "author": "string|null", "url": "string|null", "path": "string|null", "lang": "string|null",
  "body": "string"
})";

HttpResponse exported(const Asker& server, std::string_view q, const std::string& more) {
  HttpResponse response =
      server.client().get("/api/v1/export?q=" + percent_encoded(q) + "&" + more);
  CHECK(response.status == 200);
  return response;
}

std::vector<Json> json_lines(const std::string& text) {
  std::vector<Json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
  return lines;
}

Ids ids_of(const std::vector<Json>& lines) {
  Ids ids;
  for (const Json& line : lines) ids.push_back(line.at("id").get<std::string>());
  return ids;
}

// RFC 4180, nothing else: a quote only at the begin of a field, lines end in CRLF.
std::vector<Ids> csv_rows(std::string_view text) {
  std::vector<Ids> rows;
  Ids row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        row.back() += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        row.back() += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      REQUIRE(row.back() == "");
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\r') {
      REQUIRE(text.substr(i, 2) == "\r\n");
      ++i;
      rows.push_back(row);
      row.assign(1, "");
    } else {
      if (c == '\n') FAIL("a line feed outside quotes");
      row.back() += c;
    }
  }
  CHECK_FALSE(quoted);
  CHECK(row == Ids{""});
  return rows;
}

TEST_SUITE("api") {
  TEST_CASE("an export as jsonl has one article a line with all that is known of it") {
    const HttpResponse response = exported(articles_server(), "", "format=jsonl");
    CHECK(response.header("content-type") == "application/x-ndjson; charset=utf-8");
    CHECK(response.header("content-disposition") == "attachment; filename=\"fihris.jsonl\"");
    std::istringstream in(response.body);
    for (std::string line; std::getline(in, line);) CHECK(shape_mismatch(line, kLineShape) == "");
    const std::vector<Json> lines = json_lines(response.body);
    REQUIRE(lines.size() == kArticleCount);
    for (const Json& line : lines) {
      const std::string id = line.at("id").get<std::string>();
      const Json article = articles_server().get("/api/v1/articles/" + percent_encoded(id));
      INFO(line.dump(2));
      CHECK(line.at("title") == joined(article.at("title")));
      CHECK(line.at("body") == joined(article.at("body")));
      for (const std::string name : {"date", "source", "author", "url", "path", "lang"}) {
        CHECK(line.at(name) == article.at(name));
      }
    }
  }

  TEST_CASE("an export as csv begins with a byte order mark and a row of names") {
    const HttpResponse response = exported(articles_server(), "", "format=csv");
    CHECK(response.header("content-type").starts_with("text/csv; charset=utf-8"));
    CHECK(response.header("content-disposition") == "attachment; filename=\"fihris.csv\"");
    REQUIRE(response.body.starts_with("\xEF\xBB\xBF"));
    const std::vector<Ids> rows = csv_rows(std::string_view(response.body).substr(3));
    REQUIRE(rows.size() == kArticleCount + 1);
    CHECK(rows[0] == Ids{"id", "title", "date", "source", "author", "url", "path", "lang", "body"});
    const std::vector<Json> lines =
        json_lines(exported(articles_server(), "", "format=jsonl").body);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      REQUIRE(rows[i + 1].size() == rows[0].size());
      for (std::size_t column = 0; column < rows[0].size(); ++column) {
        const Json& value = lines[i].at(rows[0][column]);
        CHECK(rows[i + 1][column] == (value.is_null() ? "" : value.get<std::string>()));
      }
    }
  }

  TEST_CASE("csv fields with quotes and commas and line ends come back as they were") {
    const TempDir dir;
    const std::string title = R"(قال: "نعم", ثم مضى)";
    const std::string body = "=1+1\n\n\"سطر\"\n\nآخر، والسلام";
    dir.write("corpus/a.jsonl",
              Json{{"id", "a"}, {"title", title}, {"body", body}, {"source", "-@+"}}.dump());
    index_corpus(dir);
    ServerProcess server(dir / "index");
    const HttpResponse response = exported(Asker(server.port()), "", "format=csv");
    const std::vector<Ids> rows = csv_rows(std::string_view(response.body).substr(3));
    REQUIRE(rows.size() == 2);
    CHECK(rows[1] == Ids{"a", title, "", "-@+", "", "", "a.jsonl", "ar", body});
  }

  TEST_CASE("an export follows query and filters and order and knows no pages") {
    const auto ids = [](std::string_view q, const std::string& more) {
      return ids_of(json_lines(exported(articles_server(), q, "format=jsonl" + more).body));
    };
    CHECK(ids("البنك", "&size=1&page=1") == articles_server().ids("البنك"));
    CHECK(ids("", "&sort=oldest&page=2&size=3") ==
          articles_server().ids("", "&sort=oldest&size=100"));
    CHECK(ids("", "&source=" + percent_encoded("موقع الملعب")) == Ids{"spt-1"});
    CHECK(ids("", "&from=2025&to=2025-03") == Ids{"eco-3"});
    CHECK(ids("قسطنطينوبل", "").empty());
  }

  TEST_CASE("an export of many articles is whole") {
    const TempDir dir;
    constexpr std::size_t kCount = 2000;
    dir.write("corpus/many.jsonl", sample_jsonl(kCount, "many", "سفينة"));
    index_corpus(dir);
    ServerProcess server(dir / "index");
    const Asker asker(server.port());
    CHECK(json_lines(exported(asker, "سفينة", "format=jsonl").body).size() == kCount);
    const HttpResponse plain = exported(asker, "سفينة", "format=csv");
    CHECK(csv_rows(plain.body).size() == kCount + 1);
    CHECK(plain.header("content-encoding") == "");
    const HttpResponse packed =
        asker.client().send("GET", "/api/v1/export?format=csv&q=" + percent_encoded("سفينة"), "",
                            {{"Accept-Encoding", "gzip"}});
    CHECK(packed.header("content-encoding") == "gzip");
    CHECK(packed.header("transfer-encoding") == "chunked");
    CHECK(packed.body == plain.body);
  }

  TEST_CASE("an export refuses what it does not know") {
    const auto refused = [](const std::string& parameters) {
      const Json answer = articles_server().get("/api/v1/export?" + parameters, 400);
      CHECK(answer.at("error").at("code") == "bad_parameter");
      return answer.at("error").at("parameter").get<std::string>();
    };
    CHECK(refused("q=x&format=xml") == "format");
    CHECK(refused("q=x&format=CSV") == "format");
    CHECK(refused("q=x&format=csv&from=soon") == "from");
    CHECK(articles_server().client().send("HEAD", "/api/v1/export?q=&format=csv").body.empty());
  }
}

}  // namespace

}  // namespace fihris::test
