// Each kind of file that is made to do harm: its line in the report, and what it may cost.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/cli_fixture.h"
#include "tests/support/archive_files.h"
#include "tests/support/files.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kGood = "قافلة الجمال\n\nعبرت قافلة الجمال الصحراء في عشرين يوما.\n";

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

constexpr std::string_view kFewSeconds = "2";
constexpr std::string_view kUsualSeconds = "20";  // for what must cross another limit first

// The report's line about dir/corpus/NAME, indexed beside a good file, which must be unharmed.
Json report_about(const TempDir& dir, const std::string& name,
                  std::string_view seconds = kFewSeconds) {
  constexpr double kMostSeconds = 60;       // on a busy machine; a quiet one needs a tenth
  constexpr long kMostKilobytes = 400'000;  // of the indexer, and of its extractor
  dir.write("corpus/good.txt", kGood);
  const auto begin = std::chrono::steady_clock::now();
  const RunResult result =
      indexer({"build", "--jobs", "1", "--file-seconds", std::string(seconds), "--index",
               dir / "index", "--report", dir / "report", dir / "corpus"});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  INFO(result);
  CAPTURE(result.peak_kilobytes);
  CHECK(took.count() < kMostSeconds);
  CHECK(result.peak_kilobytes < kMostKilobytes);
  CHECK(result.exit_code <= 1);
  Json found;
  for (const std::string& text : lines_of(read_file(dir / "report"))) {
    const Json line = Json::parse(text);
    const fs::path path = line.at("path").get<std::string>();
    if (path.filename() == "good.txt") CHECK(line.at("outcome") == "read");
    if (path.filename() == name) found = line;
  }
  REQUIRE(found.is_object());
  return found;
}

Json report_about(const std::string& name, std::string_view bytes,
                  std::string_view seconds = kFewSeconds) {
  const TempDir dir;
  dir.write("corpus/" + name, bytes);
  return report_about(dir, name, seconds);
}

// A file of `head`, a gigabyte without a line end, and `tail`; it takes no room on the disk.
Json report_about_gigabyte(const std::string& name, std::string_view head, std::string_view tail) {
  const TempDir dir;
  dir.write("corpus/" + name, head);
  fs::resize_file(dir / ("corpus/" + name), std::uintmax_t{1} << 30U);
  std::ofstream(dir / ("corpus/" + name), std::ios::binary | std::ios::app) << tail;
  return report_about(dir, name);
}

void check_problem(const Json& line, const std::string& problem) {
  CAPTURE(line.dump());
  CHECK(line.at("outcome") == "problem");
  REQUIRE(line.at("problems").size() == 1);
  CHECK(contains(line.at("problems").at(0).get<std::string>(), problem));
}

TEST_SUITE("cli") {
  TEST_CASE("hostile: a zip bomb") {
    const Json zip = report_about(
        "a.zip", make_archive(ArchiveKind::zip, {{"1.txt", std::string(kGood)},
                                                 {"2.txt.gz", gzip_bomb("a", 10 * 1024)},
                                                 {"3.txt", std::string(kGood)}}));
    check_problem(zip, "2.txt.gz: longer than 64 MB");
    CHECK(zip.at("articles") == 2);
    REQUIRE(zip.at("parts").size() == 3);
    CHECK(zip.at("parts").at(1).at("outcome") == "problem");
    const std::string lines = gzip_bomb(std::string(100'000, ' ') + "\n", 1024);
    check_problem(report_about("b.jsonl.gz", lines, kUsualSeconds), "unpacks to more than");
  }

  TEST_CASE("hostile: loops in a PDF") {
    check_problem(
        report_about("kids.pdf", make_pdf({"<< /Type /Catalog /Pages 2 0 R >>",
                                           "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})),
        "");
    check_problem(
        report_about(
            "form.pdf",
            make_pdf({"<< /Type /Catalog /Pages 2 0 R >>",
                      "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
                      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /F "
                      "4 0 R >> >> >>",
                      pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << "
                                 "/XObject << /F 4 0 R >> >>",
                                 "/F Do")})),
        "");
    check_problem(report_about("slow.pdf", slow_pdf()), "took longer than 2 s");
  }

  TEST_CASE("hostile: a web page nested a million deep") {
    check_problem(report_about("a.html", repeat("<div>", 1'000'000)),
                  "elements nested more than 250 levels deep");
  }

  TEST_CASE("hostile: JSON nested a million deep") {
    check_problem(report_about("a.json", repeat("[", 1'000'000)), "JSON");
    check_problem(report_about("a.jsonl", repeat("{\"a\":", 1'000'000) + "\n"), "JSON");
  }

  TEST_CASE("hostile: entities of XML that multiply") {
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a0 \"ضحك\">";
    for (int i = 1; i < 30; ++i) {
      const std::string before = "&a" + std::to_string(i - 1) + ";";
      bomb += "<!ENTITY a" + std::to_string(i) + " \"" + repeat(before, 10) + "\">";
    }
    const Json xml = report_about(
        "a.xml", bomb + "]><article><title>عنوان</title><body>نص قصير &a29;</body></article>");
    CHECK(xml.at("outcome") == "read");
    CHECK(xml.at("words").get<int>() < 10);
    const Json docx = report_about(
        "a.docx", make_archive(ArchiveKind::zip,
                               {{"[Content_Types].xml", "<Types/>"},
                                {"word/document.xml", bomb + "]><w:document xmlns:w='w'><w:p><w:r>"
                                                             "<w:t>نص قصير &a29;</w:t></w:r></w:p>"
                                                             "</w:document>"}}));
    CHECK(docx.at("outcome") == "read");
    CHECK(docx.at("words").get<int>() < 10);
  }

  TEST_CASE("hostile: names in archives that climb out of them") {
    for (const ArchiveKind kind : {ArchiveKind::zip, ArchiveKind::tar, ArchiveKind::tar_gz}) {
      const TempDir dir;
      dir.write("corpus/a.bin.zip",
                make_archive(kind, {{"../../../escaped.txt", std::string(kGood)},
                                    {"/tmp/fihris-escaped.txt", std::string(kGood)}}));
      const Json line = report_about(dir, "a.bin.zip");
      CHECK(line.at("outcome") == "read");
      REQUIRE(line.at("parts").size() == 2);
      CHECK(line.at("parts").at(0).at("name") == "escaped.txt");
      CHECK(line.at("parts").at(1).at("name") == "tmp/fihris-escaped.txt");
      CHECK_FALSE(fs::exists(dir / "escaped.txt"));
      CHECK_FALSE(fs::exists("/tmp/fihris-escaped.txt"));
    }
  }

  TEST_CASE("hostile: a line of a gigabyte") {
    check_problem(report_about_gigabyte("a.txt", "كلام", "\n"), "longer than 64 MB");
    check_problem(report_about_gigabyte("a.csv", "title,body\nx,كلام", "\n"),
                  "line longer than 64 MB");
    check_problem(
        report_about_gigabyte(
            "a.mbox", "From a Tue Mar  5 08:00:00 2024\nFrom: a\nTo: b\nDate: c\n\nكلام", "\n"),
        "longer than 64 MB");
    const Json jsonl = report_about_gigabyte("a.jsonl", "{\"body\": \"قبل.\"}\n{\"body\": \"",
                                             "\"}\n{\"body\": \"بعد.\"}\n");
    check_problem(jsonl, "2: line longer than 64 MB");
    CHECK(jsonl.at("articles") == 2);
  }
}

}  // namespace

}  // namespace fihris::test
