// /metrics: what the server has done, as Prometheus reads it.
#include <doctest/doctest.h>

#include <regex>
#include <sstream>

#include "tests/api/articles.h"
#include "tests/api/fixture.h"

namespace fihris::test {

namespace {

std::string metrics(const Asker& server) {
  const HttpResponse response = server.client().get("/metrics");
  CHECK(response.status == 200);
  CHECK(response.header("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  return response.body;
}

// The value of a series; -1 if there is none.
double value(const std::string& text, const std::string& series) {
  const std::size_t at = ("\n" + text).find("\n" + series + " ");
  return at == std::string::npos ? -1 : std::stod(text.substr(at + series.size()));
}

TEST_SUITE("api") {
  TEST_CASE("requests are counted by route and status and searches timed") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    ServerProcess server(dir / "index");
    const Asker asker(server.port());
    asker.search("البنك");
    asker.search("الجراد");
    asker.get("/api/v1/search?page=0", 400);
    asker.get("/api/v1/articles/eco-1");
    asker.get("/api/v1/articles/nobody", 404);
    asker.get("/api/v1/articles/eco-1/similar");
    asker.get("/api/nothing", 404);
    asker.client().get("/app.js");
    asker.client().send("POST", "/api/v1/search");
    const std::string text = metrics(asker);
    INFO(text);
    const auto requests = [&](const std::string& route, const std::string& status) {
      return value(text,
                   "fihris_http_requests_total{route=\"" + route + "\",status=\"" + status + "\"}");
    };
    CHECK(requests("/api/v1/search", "200") == 2);
    CHECK(requests("/api/v1/search", "400") == 1);
    CHECK(requests("/api/v1/search", "405") == 1);
    CHECK(requests("/api/v1/articles/{id}", "200") == 1);
    CHECK(requests("/api/v1/articles/{id}", "404") == 1);
    CHECK(requests("/api/v1/articles/{id}/similar", "200") == 1);
    CHECK(requests("/api/", "404") == 1);
    CHECK(requests("/", "200") == 1);
    CHECK(value(text, "fihris_search_seconds_count") == 2);
    CHECK(value(text, "fihris_search_seconds_bucket{le=\"+Inf\"}") == 2);
    CHECK(value(text, "fihris_search_seconds_sum") > 0);
    CHECK(value(text, "fihris_articles") == kArticleCount);
    CHECK(value(text, "fihris_generation") == 1);
  }

  TEST_CASE("every line of the metrics is a comment or a series with a value") {
    std::istringstream in(metrics(articles_server()));
    const std::regex form(
        R"(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)");
    for (std::string line; std::getline(in, line);) {
      CAPTURE(line);
      const bool known = std::regex_match(line, form);
      CHECK(known);
    }
  }
}

}  // namespace

}  // namespace fihris::test
