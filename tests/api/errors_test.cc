// What the server refuses and how it says so; and what it must never refuse: a strange query.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/api/fixture.h"
#include "tests/api/shapes.h"
#include "tests/support/json_check.h"

namespace fihris::test {

namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) {
    result += text;
  }
  return result;
}

std::string search_with(const std::string& parameter, const std::string& value) {
  const std::string query = parameter == "q" ? "" : "q=x&";
  return "/api/v1/search?" + query + parameter + "=" + value;
}

// The answer to `target` must be an error of that status in the contract's shape.
Json checked_error(const std::string& target, int status, const std::string& method = "GET") {
  const HttpResponse response = articles_server().client().send(method, target);
  INFO(method, " ", target.substr(0, 200), "\n", response);
  CHECK(response.status == status);
  CHECK(response.header("content-type") == "application/json; charset=utf-8");
  const std::string mismatch = shape_mismatch(response.body, kErrorShape);
  CHECK(mismatch == "");
  return mismatch.empty() ? Json::parse(response.body).at("error") : Json::object();
}

TEST_SUITE("api") {
  TEST_CASE("a bad value of a known parameter is refused by name") {
    struct Row {
      std::string parameter;
      std::string value;
    };
    const std::vector<Row> rows{{"page", "0"},
                                {"page", "-1"},
                                {"page", "two"},
                                {"page", "1.5"},
                                {"page", "99999999999999999999"},
                                {"size", "0"},
                                {"size", "101"},
                                {"size", "ten"},
                                {"sort", "date"},
                                {"sort", "NEWEST"},
                                {"match", "some"},
                                {"exact", "2"},
                                {"exact", "yes"},
                                {"names", "2"},
                                {"duplicates", "7"},
                                {"explain", "maybe"},
                                {"from", "2024-13"},
                                {"from", "yesterday"},
                                {"from", "24"},
                                {"from", "2023-02-29"},
                                {"to", "2024-02-30"},
                                {"to", "2024-2-3"},
                                {"to", "2024-01-01x"}};
    for (const Row& row : rows) {
      CAPTURE(row.parameter);
      CAPTURE(row.value);
      const Json error = checked_error(search_with(row.parameter, row.value), 400);
      CHECK(error.value("code", "") == "bad_parameter");
      CHECK(error.value("parameter", "") == row.parameter);
      CHECK(error.value("message", "") != "");
    }
  }

  TEST_CASE("a query of a thousand characters is answered and a longer one refused") {
    const std::string letter = percent_encoded("س");
    const std::string target = "/api/v1/search?q=" + repeated(letter, 1000);
    CHECK(articles_server().get(target).at("hits").empty());
    const Json error = checked_error(target + letter, 400);
    CHECK(error.value("code", "") == "bad_parameter");
    CHECK(error.value("parameter", "") == "q");
    checked_error("/api/v1/search?q=" + repeated("(", 1001), 400);
  }

  TEST_CASE("a request line beyond all measure is refused") {
    const HttpResponse response =
        articles_server().client().get("/api/v1/search?q=" + repeated("a", 100'000));
    INFO(response);
    CHECK(response.status >= 400);
    CHECK(response.status < 500);
  }

  TEST_CASE("an article that is not there is not found") {
    for (const std::string id : {"nobody", "eco", "eco-1/", "%D8%B3", "pages.jsonl", "%FF", "a%00b",
                                 "..%2F..%2Fetc%2Fpasswd"}) {
      CAPTURE(id);
      const Json error = checked_error("/api/v1/articles/" + id, 404);
      CHECK(error.value("code", "") != "");
    }
    const std::string far_too_long = repeated("x", 5000);
    checked_error("/api/v1/articles/" + far_too_long, 404);
  }

  TEST_CASE("a path that is not there is not found and says so in JSON below api") {
    checked_error("/api/", 404);
    checked_error("/api/v1/", 404);
    checked_error("/api/v1/nothing", 404);
    checked_error("/api/v2/search?q=x", 404);
    CHECK(articles_server().client().get("/nothing.html").status == 404);
  }

  TEST_CASE("only reading is allowed") {
    for (const std::string method : {"POST", "PUT", "DELETE", "PATCH"}) {
      for (const std::string target :
           {"/api/v1/search?q=x", "/api/v1/articles/eco-1", "/api/v1/stats"}) {
        const Json error = checked_error(target, 405, method);
        CHECK(error.value("code", "") != "");
      }
    }
    const HttpResponse refused = articles_server().client().send("POST", "/api/v1/search");
    INFO(refused);
    CHECK(refused.header("allow").find("GET") != std::string::npos);
    CHECK(articles_server().get("/api/v1/stats").at("articles").get<int>() > 0);
  }

  TEST_CASE("a body sent along does no harm") {
    const HttpResponse response = articles_server().client().send(
        "POST", "/api/v1/search?q=x", R"({"q": ")" + repeated("a", 1'000'000) + R"("})");
    INFO(response);
    const bool refused = response.status == 405 || response.status == 413 || response.status == 0;
    CHECK(refused);
    CHECK(articles_server().get("/api/v1/search?q=x").contains("hits"));
  }

  TEST_CASE("no query string fails") {
    const std::vector<std::string> queries{"\"",
                                           "«",
                                           "»",
                                           "\"\"",
                                           "«»",
                                           "\"سعر",
                                           "سعر\"",
                                           "«سعر \"الفائدة",
                                           "“",
                                           "'",
                                           "-",
                                           "--",
                                           "- -",
                                           "-سعر",
                                           "-\"",
                                           "-(",
                                           "OR",
                                           "OR OR",
                                           "سعر OR",
                                           "OR سعر",
                                           "AND",
                                           "NOT",
                                           "سعر AND",
                                           "سعر NOT",
                                           "NOT NOT سعر",
                                           "|",
                                           "||",
                                           "&",
                                           "*",
                                           "س*",
                                           "**",
                                           "?",
                                           "~",
                                           "^",
                                           "^2",
                                           "سعر^999999999",
                                           "سعر~",
                                           ":",
                                           "title:",
                                           ":سعر",
                                           "title:title:",
                                           "عنوان:",
                                           "مصدر:\"",
                                           "..",
                                           "2020..2019",
                                           "[",
                                           "]",
                                           "{",
                                           "}",
                                           "[a TO b]",
                                           "()",
                                           ")(",
                                           "(((",
                                           ")))",
                                           "(سعر",
                                           "سعر)",
                                           "\\",
                                           "\\\\",
                                           "%",
                                           "%%",
                                           "#",
                                           "<script>alert(1)</script>",
                                           "'; DROP TABLE articles; --",
                                           "من",
                                           "في من على",
                                           "ما هو",
                                           "و",
                                           "ال",
                                           "\t",
                                           "\n\r\n",
                                           "   ",
                                           "…",
                                           "،؛؟",
                                           "ـــــ",
                                           "ًٌٍ",
                                           "\u200f\u200e\u202b",
                                           "\ufeff",
                                           "\u00ad",
                                           "😀",
                                           "👩‍👩‍👧‍👦",
                                           "\U00010FFF",
                                           "０１２",
                                           "١٢٣٤٥٦٧٨٩٠",
                                           repeated("(", 1000),
                                           repeated("()", 500),
                                           repeated(")", 1000),
                                           repeated("\"", 1000),
                                           repeated("-", 1000),
                                           repeated("س ", 500),
                                           repeated("س* ", 333),
                                           repeated("OR ", 333),
                                           repeated("س", 1000),
                                           repeated("ـ", 1000),
                                           repeated("َ", 1000),
                                           repeated("(س OR ", 142),
                                           repeated("-(\"", 333),
                                           repeated("title:", 166),
                                           repeated("😀", 500),
                                           std::string(1, '\0'),
                                           std::string("سعر\0الفائدة", 21),
                                           "\x01\x02\x1f\x7f"};
    for (const std::string& q : queries) {
      for (const std::string more : {"", "&exact=1", "&match=all&explain=1"}) {
        const std::string target = "/api/v1/search?q=" + percent_encoded(q) + more;
        const HttpResponse response = articles_server().client().get(target);
        INFO("q=", q.substr(0, 60), " ", more, "\n", response);
        CHECK(response.status == 200);
        CHECK(Json::parse(response.body, nullptr, false).is_object());
      }
    }
  }

  TEST_CASE("bytes that are no text are answered or refused but never break the server") {
    for (const std::string bytes :
         {"%FF", "%C0%80", "%D8", "%D8%D8", "%ED%A0%80", "%F4%90%80%80", "%E2%82",
          "%D8%B3%FF%D8%B9", "%", "%D", "%ZZ", "%00", "%u0633"}) {
      for (const std::string parameter : {"q", "source", "from", "sort", "size"}) {
        const HttpResponse response = articles_server().client().get(search_with(parameter, bytes));
        INFO(parameter, "=", bytes, "\n", response);
        const bool fine = response.status == 200 || response.status == 400;
        CHECK(fine);
        CHECK(Json::parse(response.body, nullptr, false).is_object());
      }
    }
  }

  TEST_CASE("a client that does not speak HTTP is turned away and the next one served") {
    const int port = articles_server().port();
    for (const std::string& bytes :
         {std::string("hello\r\n\r\n"), std::string("GET\r\n\r\n"), std::string("\r\n\r\n\r\n"),
          std::string("GET / HTTP/9.9\r\n\r\n"), std::string("\x16\x03\x01\x02\x00\x01", 6),
          "GET / HTTP/1.1\r\nX: " + repeated("a", 100'000) + "\r\n\r\n"}) {
      const RawConnection connection(port);
      connection.send(bytes);
      connection.read_all(std::chrono::milliseconds{200});
    }
    CHECK(articles_server().get("/api/v1/search?q=x").contains("hits"));
  }
}

}  // namespace

}  // namespace fihris::test
