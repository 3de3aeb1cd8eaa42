// The README is true: its queries find something in corpus/, its recipes run, its JSON is our JSON.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>

#include "tests/api/fixture.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"
#include "tests/support/paths.h"

namespace fihris::test {

namespace {

// The fenced blocks with this mark: ```sh recipe
std::vector<std::string> blocks(std::string_view mark) {
  std::vector<std::string> found;
  bool inside = false;
  for (const std::string& line : lines_of(read_file(source_folder() / "README.md"))) {
    if (!inside && line == "```" + std::string(mark)) {
      found.emplace_back();
      inside = true;
    } else if (inside && line == "```") {
      inside = false;
    } else if (inside) {
      found.back() += line + "\n";
    }
  }
  return found;
}

// What stands between backticks in the first columns of the tables below this heading.
std::vector<std::string> examples(const std::string& heading) {
  std::vector<std::string> found;
  bool inside = false;
  for (const std::string& line : lines_of(read_file(source_folder() / "README.md"))) {
    if (line.starts_with('#')) inside = line == heading;
    if (!inside || !line.starts_with("| `")) continue;
    // "\|" is a bar that ends no column.
    const std::string bars = std::regex_replace(line, std::regex(R"(\\\|)"), "\x01");
    std::string column = bars.substr(0, bars.find('|', 1));
    std::ranges::replace(column, '\x01', '|');
    const std::regex code("`([^`]+)`");
    for (std::sregex_iterator match(column.begin(), column.end(), code), end; match != end;
         ++match) {
      found.push_back((*match)[1]);
    }
  }
  return found;
}

// A folder as the README's reader has it: corpus/, its index, and the programs.
struct Workplace {
  Workplace() {
    std::filesystem::create_directories(dir / ".fihris");
    std::filesystem::create_directories(dir / "build/run");
    const auto link = [&](const std::filesystem::path& to, std::string_view name) {
      std::filesystem::create_symlink(to, dir / name);
    };
    link(source_folder() / "corpus", "corpus");
    link(corpus_index(), ".fihris/corpus");
    link(build_folder() / "server", "build/run/server");
    link(build_folder() / "indexer", "build/run/indexer");
  }
  TempDir dir;
};

bool has_programs() {
  const bool there =
      run("sh", {"-c", "command -v curl && command -v jq && command -v bash"}).exit_code == 0;
  if (!there) MESSAGE("skipped: no curl or jq or bash");
  return there;
}

std::string with_port(const std::string& script, int port) {
  return std::regex_replace(script, std::regex("127\\.0\\.0\\.1:8080"),
                            "127.0.0.1:" + std::to_string(port));
}

TEST_SUITE("api") {
  TEST_CASE("every query of the README finds an article") {
    const std::vector<std::string> queries = examples("### Query language");
    REQUIRE(queries.size() >= 6);
    for (const std::string& q : queries) {
      CAPTURE(q);
      const Json results = corpus_server().search(q, "&explain=1");
      INFO(results.at("query").dump(1));
      CHECK(results.at("total").at("value") > 0);
      CHECK(results.at("query").at("relaxed") == false);
    }
  }

  TEST_CASE("every recipe of the README runs and prints what it says") {
    if (!has_programs()) return;
    const std::vector<std::string> recipes = blocks("sh recipe");
    REQUIRE(recipes.size() >= 6);
    for (const std::string& recipe : recipes) {
      const Workplace workplace;
      RunOptions options;
      options.folder = workplace.dir.path();
      const RunResult result = run(
          "bash", {"-euo", "pipefail", "-c", with_port(recipe, corpus_server().port())}, options);
      INFO(recipe, "\n", result);
      CHECK(result.exit_code == 0);
      CHECK(result.out != "");
      for (const std::string& line : lines_of(recipe)) {
        if (!line.starts_with("# -> ")) continue;
        CAPTURE(line);
        CHECK(result.out.find(line.substr(5)) != std::string::npos);
      }
    }
  }

  TEST_CASE("the JSON of the README is an answer of the server") {
    const std::vector<std::string> samples = blocks("json");
    REQUIRE(samples.size() == 1);
    const Json description = corpus_server().get("/openapi.json");
    CHECK(schema_mismatch(Json::parse(samples[0]),
                          description["components"]["schemas"]["SearchResults"],
                          description) == "");
  }

  TEST_CASE("the configuration of the README is one") {
    const std::vector<std::string> samples = blocks("toml");
    REQUIRE(samples.size() == 1);
    const TempDir dir;
    const std::string config = dir.write("fihris.toml", samples[0]);
    ServerProcess server(corpus_index(), {"--config", config});
    CHECK(server.stop() == 0);
  }
}

}  // namespace

}  // namespace fihris::test
