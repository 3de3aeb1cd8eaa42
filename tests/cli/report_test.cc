// --report and --dry-run: what was read and how.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// The lines by the names of their files.
std::map<std::string, Json> report_in(const fs::path& file) {
  std::map<std::string, Json> lines;
  for (const std::string& line : lines_of(read_file(file))) {
    Json json = Json::parse(line);
    const fs::path path = json.at("path").get<std::string>();
    lines[path.filename().string()] = std::move(json);
  }
  return lines;
}

void write_corpus(const TempDir& dir) {
  dir.write("corpus/a.txt", "زرافة في الحديقة\n\nخرجت زرافة من الحديقة في الصباح.\n");
  dir.write("corpus/b.jsonl",
            R"({"title": "أول", "body": "قالت السلحفاة كلاما.", "date": "2025-01-02"})"
            "\n"
            R"({"title": "ثان", "body": "ردت الضفدعة عليها."})"
            "\n{broken\n");
  dir.write("corpus/caf\xE9.png", "\x89PNG\r\n\x1a\n");
}

TEST_SUITE("cli") {
  TEST_CASE("the report has a line for each file with how it was read") {
    const TempDir dir;
    write_corpus(dir);
    const RunResult built = indexer(
        {"build", "--index", dir / "index", "--report", dir / "report.jsonl", dir / "corpus"});
    INFO(built);
    CHECK(built.exit_code == 1);
    std::map<std::string, Json> lines = report_in(dir / "report.jsonl");
    REQUIRE(lines.size() == 3);
    CHECK(lines.at("a.txt").at("outcome") == "read");
    CHECK(lines.at("a.txt").at("format") == "text");
    CHECK(lines.at("a.txt").at("articles") == 1);
    CHECK(lines.at("a.txt").at("words").get<int>() >= 6);
    CHECK(lines.at("a.txt").at("title") == "زرافة في الحديقة");
    const Json& jsonl = lines.at("b.jsonl");
    CHECK(jsonl.at("outcome") == "problem");
    CHECK(jsonl.at("articles") == 2);
    CHECK(jsonl.at("title") == "أول");
    CHECK(jsonl.at("date") == "2025-01-02");
    REQUIRE(jsonl.at("problems").size() == 1);
    CHECK(jsonl.at("problems").at(0).get<std::string>().starts_with("3: "));
    const Json& image = lines.at("caf%E9.png");
    CHECK(image.at("outcome") != "read");
    CHECK(image.at("articles") == 0);
    CHECK(image.at("skipped").size() + image.at("problems").size() == 1);

    const RunResult updated = indexer(
        {"update", "--index", dir / "index", "--report", dir / "report.jsonl", dir / "corpus"});
    INFO(updated);
    lines = report_in(dir / "report.jsonl");
    CHECK(lines.at("a.txt") == Json{{"path", dir / "corpus/a.txt"}, {"outcome", "unchanged"}});
    CHECK(lines.at("b.jsonl").at("outcome") == "problem");
  }

  TEST_CASE("a dry run reads everything and writes nothing") {
    const TempDir dir;
    write_corpus(dir);
    for (const std::string command : {"build", "update"}) {
      const RunResult result = indexer({command, "--index", dir / "index", "--dry-run", "--report",
                                        dir / "report.jsonl", dir / "corpus"});
      INFO(result);
      CHECK(result.exit_code == 1);
      CHECK(contains(result.out, "3 articles in 3 files; nothing was written"));
      CHECK(contains(result.err, "b.jsonl:3:"));
      CHECK(contains(result.err, "1 files         1 articles  text"));
      CHECK_FALSE(fs::exists(dir / "index"));
      CHECK(report_in(dir / "report.jsonl").size() == 3);
    }
  }

  TEST_CASE("a report that cannot be written is said so") {
    const TempDir dir;
    write_corpus(dir);
    const RunResult result = indexer(
        {"build", "--index", dir / "index", "--report", dir / "none/r.jsonl", dir / "corpus"});
    INFO(result);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "none/r.jsonl"));
  }
}

}  // namespace

}  // namespace fihris::test
