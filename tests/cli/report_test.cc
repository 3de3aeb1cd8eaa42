// --report and --dry-run: what was read and how.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/cli/cli_fixture.h"
#include "tests/support/archive_files.h"
#include "tests/support/encode.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
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

  TEST_CASE("the report tells how each file in an archive was read") {
    const TempDir dir;
    const std::string text =
        "عودة الصيادين إلى الميناء\n5 مارس 2024\n\nعاد الصيادون إلى الميناء عند الفجر، وامتلأ "
        "السوق القديم بأسماك طازجة من كل نوع.\n";
    dir.write("corpus/a.zip",
              make_archive(ArchiveKind::zip, {{"old/1.txt", encode(text, "windows-1256")},
                                              {"2.txt", encode_twice(text)},
                                              {"3.html", "<html><body></body></html>"},
                                              {"4.jsonl", "{\"body\": \"نص\"}\n{broken\n"},
                                              {"5.png", "\x89PNG\r\n\x1a\n"}}));
    dir.write("corpus/b.txt.gz", gzip(encode(text, "ISO-8859-6")));
    fs::copy(source_folder() / "corpus/documents/falconry.docx", dir / "corpus/c.docx");
    const RunResult built = indexer(
        {"build", "--index", dir / "index", "--report", dir / "report.jsonl", dir / "corpus"});
    INFO(built);
    std::map<std::string, Json> lines = report_in(dir / "report.jsonl");
    REQUIRE(lines.size() == 3);
    const Json& zip = lines.at("a.zip");
    CHECK(zip.at("format") == "zip");
    CHECK(zip.at("encoding") == "windows-1256, UTF-8");
    CHECK(zip.at("repairs") ==
          Json{"no encoding declared, windows-1256 assumed", "double-encoded UTF-8 repaired"});
    CHECK(zip.at("articles") == 3);
    CHECK(zip.at("title") == "عودة الصيادين إلى الميناء");
    std::map<std::string, Json> parts;
    for (const Json& part : zip.at("parts")) parts[part.at("name").get<std::string>()] = part;
    REQUIRE(parts.size() == 4);
    CHECK(parts.at("old/1.txt").at("encoding") == "windows-1256");
    CHECK(parts.at("old/1.txt").at("format") == "text");
    CHECK(parts.at("old/1.txt").at("date") == "2024-03-05");
    CHECK(parts.at("old/1.txt").at("words").get<int>() > 10);
    CHECK(parts.at("2.txt").at("repairs") == Json{"double-encoded UTF-8 repaired"});
    CHECK(parts.at("3.html").at("outcome") == "skipped");
    CHECK(parts.at("3.html").at("skipped").size() == 1);
    CHECK(parts.at("4.jsonl").at("outcome") == "problem");
    CHECK(parts.at("4.jsonl").at("articles") == 1);
    CHECK(parts.at("4.jsonl").at("problems").at(0).get<std::string>().starts_with("2: "));
    const Json& gz = lines.at("b.txt.gz");
    CHECK(gz.at("encoding") == "ISO-8859-6");
    CHECK_FALSE(gz.contains("parts"));
    CHECK(lines.at("c.docx").at("format") == "docx");
    CHECK(lines.at("c.docx").at("encoding") == "UTF-8");
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
