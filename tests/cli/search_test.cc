// Searching from the command line.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/http_client.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/server_process.h"

namespace fihris::test {

namespace {

using Json = nlohmann::json;

// Three articles and their index.
struct Articles {
  Articles() {
    dir.write("corpus/a.jsonl",
              R"({"id": "a", "title": "القطن في مصر", "body": "زرع الفلاح القطن.", )"
              R"("date": "2024-03-10", "source": "صحيفة الميزان", "url": "https://example.org/a"})"
              "\n"
              R"({"id": "b", "title": "أسواق", "body": "سعر القطن\n\nفي أوروبا.", )"
              R"("date": "2023-01-05", "author": "ليلى"})"
              "\n"
              R"({"id": "c", "title": "حيلة \u001b[31m\u009b1m", "body": "نص\u0007 \u001b]0;x."})"
              "\n");
    must_build(dir);
  }
  std::vector<std::string> arguments(std::vector<std::string> more) const {
    more.insert(more.begin(), {"--index", dir / "index"});
    return more;
  }
  RunResult search(const std::vector<std::string>& more) const {
    RunResult result = run(server_program(), arguments(more));
    INFO(more, "\n", result);
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
    return result;
  }
  TempDir dir;
};

Ids ids_of(const Json& results) {
  Ids ids;
  for (const Json& hit : results.at("hits")) ids.push_back(hit.at("id").get<std::string>());
  return ids;
}

TEST_SUITE("cli") {
  TEST_CASE("a search prints titles and origins and snippets as plain text") {
    const Articles articles;
    const std::string out = articles.search({"--query", "القطن", "--sort", "newest"}).out;
    CHECK(out ==
          "1-2 of 2\n"
          "\n"
          "1. القطن في مصر\n"
          "   2024-03-10 · صحيفة الميزان · https://example.org/a\n"
          "   زرع الفلاح القطن.\n"
          "\n"
          "2. أسواق\n"
          "   2023-01-05 · ليلى · a.jsonl\n"
          "   سعر القطن  في أوروبا.\n");
  }

  TEST_CASE("a terminal shows hits in bold and each line from its own side") {
    const Articles articles;
    RunOptions options;
    options.environment = {{"TERM", "xterm"}};
    const auto on_terminal = [&](const RunOptions& with) {
      return run_on_terminal(server_program(), articles.arguments({"--query", "القطن"}), with).out;
    };
    const std::string out = on_terminal(options);
    INFO(out);
    CHECK(out.starts_with("\x1B[?2501h"));
    CHECK(out.ends_with("\x1B[?2501l"));
    CHECK(contains(out, "\n\u200F1. \x1B[1mالقطن\x1B[22m في مصر\r\n"));
    CHECK(contains(out, "\u2068https://example.org/a\u2069"));
    options.environment = {{"TERM", "dumb"}};
    CHECK_FALSE(contains(on_terminal(options), "\x1B"));
  }

  TEST_CASE("nothing in an article steers the terminal") {
    const Articles articles;
    for (const std::string option : {"", "xterm"}) {
      RunOptions options;
      options.environment = {{"TERM", option}};
      const std::vector<std::string> arguments = articles.arguments({"--query", "حيلة"});
      const std::string out = option.empty()
                                  ? run(server_program(), arguments, options).out
                                  : run_on_terminal(server_program(), arguments, options).out;
      INFO(out);
      CHECK(contains(out, "1-1 of 1"));
      for (const std::string_view bad : {"\x1B[31m", "\x1B]", "\a", "\u009b"}) {
        CHECK_FALSE(contains(out, bad));
      }
    }
  }

  TEST_CASE("json is what the server answers") {
    const Articles articles;
    const ServerProcess server(articles.dir / "index");
    const std::vector<std::string> queries{"القطن", "", "قسطنطينوبل", "\"القطن"};
    for (const std::string& q : queries) {
      Json printed =
          Json::parse(articles.search({"--query", q, "--json", "--size", "2", "--explain"}).out);
      Json answered =
          Json::parse(HttpClient(server.port())
                          .get("/api/v1/search?size=2&explain=1&q=" + percent_encoded(q))
                          .body);
      printed.erase("took_ms");
      answered.erase("took_ms");
      CAPTURE(q);
      CHECK(printed == answered);
    }
  }

  TEST_CASE("the parameters of the interface are options of the search") {
    const Articles articles;
    const auto found = [&](std::vector<std::string> more) {
      more.insert(more.end(), {"--query", "القطن", "--json"});
      return ids_of(Json::parse(articles.search(more).out));
    };
    CHECK(found({"--sort", "oldest"}) == Ids{"b", "a"});
    CHECK(found({"--sort", "oldest", "--size", "1", "--page", "2"}) == Ids{"a"});
    CHECK(found({"--from", "2024"}) == Ids{"a"});
    CHECK(found({"--author", "ليلى"}) == Ids{"b"});
    CHECK(found({"--source", "x", "--source", "صحيفة الميزان"}) == Ids{"a"});
    CHECK(found({"--exact"}).size() == 2);
  }

  TEST_CASE("a search that cannot be says why") {
    const Articles articles;
    const auto refused = [&](const std::vector<std::string>& more, std::string_view reason) {
      const RunResult result = run(server_program(), articles.arguments(more));
      INFO(more, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK(result.out == "");
      CHECK(contains(result.err, reason));
    };
    refused({"--query", "x", "--size", "0"}, "--size must be a whole number from 1 to 100");
    refused({"--query", "x", "--sort", "best"}, "relevance, newest, oldest");
    refused({"--query", "x", "--from", "soon"}, "YYYY-MM-DD");
    refused({"--json"}, "--query");
    refused({"--size", "3"}, "--query");
    refused({"--query"}, "--query");
    const RunResult missing =
        run(server_program(), {"--index", articles.dir / "none", "--query", "x"});
    CHECK(missing.exit_code == 2);
    CHECK(contains(missing.err, "build"));
  }

  TEST_CASE("a search that finds little says what may help") {
    const Articles articles;
    CHECK(articles.search({"--query", "القتن"}).out == "0 of 0\ndid you mean: القطن (2)\n");
    CHECK(articles.search({"--query", "القطن قسطنطينوبل", "--match", "all"}).out ==
          "0 of 0\n"
          "by itself · القطن 2 · قسطنطينوبل 0\n"
          "without قسطنطينوبل: 2\n");
  }

  TEST_CASE("a search without matches is an answer") {
    const Articles articles;
    CHECK(articles.search({"--query", "قسطنطينوبل"}).out == "0 of 0\n");
    CHECK(articles.search({"--query", "القطن", "--page", "9"}).out == "0 of 2\n");
  }
}

}  // namespace

}  // namespace fihris::test
