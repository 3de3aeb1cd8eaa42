// Files that cannot be read stop nothing: each is named with its reason, the others are indexed.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

constexpr std::string_view kGood = "قافلة الجمال\n\nعبرت قافلة الجمال الصحراء في عشرين يوما.\n";
constexpr std::string_view kNotUtf8 =
    "سطر صحيح من النص العربي\n\nثم بايتات \xc3( لا تكون \xff\xfe نصا \xd8 أبدا.\n";

// The lines of standard error that name the file.
Ids lines_about(const RunResult& result, std::string_view name) {
  Ids lines = lines_of(result.err);
  std::erase_if(lines, [&](const std::string& line) { return !contains(line, name); });
  return lines;
}

TEST_SUITE("cli") {
  TEST_CASE("files that cannot be read are named and counted and the others indexed") {
    const TempDir dir;
    dir.write("corpus/good.txt", kGood);
    dir.write("corpus/not-utf8.txt", kNotUtf8);
    dir.write("corpus/binary.txt", std::string("\x7f"
                                               "ELF\0\0\1\2\3\0\0\0abc\0def\0\0",
                                               21));
    dir.write("corpus/nul.txt", std::string("سطر\0سطر\0\0\0\n", 17));
    for (const std::string command : {"build", "update"}) {
      const TempDir fresh;
      const RunResult result = indexer({command, "--index", fresh / "index", dir / "corpus"});
      INFO(command, "\n", result);
      CHECK(result.exit_code == 1);
      for (const std::string name : {"not-utf8.txt", "binary.txt", "nul.txt"}) {
        CAPTURE(name);
        REQUIRE(lines_about(result, name).size() == 1);
        const std::string line = lines_about(result, name).front();
        const std::string reason = line.substr(line.find(name) + name.size());
        CHECK(reason.size() > 10);
      }
      CHECK(lines_about(result, "good.txt").empty());
      CHECK(std::regex_search(result.out + result.err, std::regex("\\b3\\b")));
      CHECK(found(fresh / "index", "") == Ids{"good.txt"});
    }
  }

  TEST_CASE("quiet still names the files that cannot be read") {
    const TempDir dir;
    dir.write("corpus/good.txt", kGood);
    dir.write("corpus/not-utf8.txt", kNotUtf8);
    const RunResult result =
        indexer({"build", "--quiet", "--index", dir / "index", dir / "corpus"});
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(lines_about(result, "not-utf8.txt").size() == 1);
    CHECK(result.out == "");
  }

  TEST_CASE("files of nothing but white space are no articles") {
    const TempDir dir;
    dir.write("corpus/good.txt", kGood);
    dir.write("corpus/empty.txt", "");
    dir.write("corpus/blank.txt", "\xEF\xBB\xBF \n\n\t\r\n");
    dir.write("corpus/empty.jsonl", "");
    dir.write("corpus/blank.jsonl", "\n\n");
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code >= 0);
    CHECK(result.exit_code <= 1);
    CHECK((result.exit_code == 1) == contains(result.err, "empty.txt"));
    CHECK(found(dir / "index", "") == Ids{"good.txt"});
  }

  TEST_CASE("a file that may not be read is named") {
    const TempDir dir;
    dir.write("corpus/good.txt", kGood);
    dir.write("corpus/secret.txt", kGood);
    std::filesystem::permissions(dir / "corpus/secret.txt", std::filesystem::perms::none);
    if (std::ifstream(dir / "corpus/secret.txt").good()) {
      std::cout << "skipped: root may read every file\n";
      return;
    }
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(lines_about(result, "secret.txt").size() == 1);
    CHECK(found(dir / "index", "") == Ids{"good.txt"});
  }

  TEST_CASE("a broken line of JSON is named by its number and the other lines indexed") {
    const TempDir dir;
    dir.write("corpus/lines.jsonl",
              "{\"id\": \"one\", \"body\": \"السطر الأول سليم تماما.\"}\n"
              "{\"id\": \"two\", \"body\": \"انقطع\n"
              "{\"id\": \"three\", \"body\": \"السطر الثالث سليم تماما.\"}\n"
              "\n"
              "[1, 2, 3]\n"
              "{\"id\": \"six\", \"body\": 6}\n"
              "{\"id\": \"seven\", \"title\": \"بلا متن\"}\n"
              "{\"id\": \"eight\", \"body\": \"بايت \xff مكسور في هذا السطر.\"}\n"
              "{\"id\": \"nine\", \"body\": \"والأخير سليم وبلا سطر جديد.\"}");
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    for (const std::string number : {"2", "5", "6", "8"}) {
      CAPTURE(number);
      const std::regex place("lines\\.jsonl(:|, line |:? line )" + number + "\\b");
      CHECK(std::regex_search(result.err, place));
    }
    for (const std::string number : {"1", "3", "4", "9"}) {
      CAPTURE(number);
      const std::regex place("lines\\.jsonl(:|, line |:? line )" + number + "\\b");
      CHECK_FALSE(std::regex_search(result.err, place));
    }
    Ids ids = found(dir / "index", "");
    std::erase(ids, "seven");  // a title alone may do
    CHECK(ids == Ids{"nine", "one", "three"});
  }

  TEST_CASE("strange but sound JSON lines are indexed") {
    const TempDir dir;
    dir.write(
        "corpus/lines.jsonl",
        "\xEF\xBB\xBF{\"id\": \"bom\", \"body\": \"سطر بعد علامة الترتيب.\"}\r\n"
        "{\"body\": \"\\u0633\\u0637\\u0631 مهرب \\ud83d\\ude00 كله.\", \"id\": \"escaped\"}\r\n"
        "  {\"id\": \"spaced\", \"body\": \"سطر بعد فراغ.\", \"more\": {\"a\": [null, {}]}}  \n"
        "{\"id\": \"nulls\", \"title\": null, \"body\": \"سطر.\", \"date\": null, \"source\": "
        "null}\n"
        "{\"id\": 17, \"body\": \"سطر رقمه عدد.\"}\n"
        "{\"id\": \"baddate\", \"body\": \"سطر بتاريخ غريب.\", \"date\": \"أمس\"}\n");
    const RunResult result = build(dir);
    INFO(result);
    const Ids ids = found(dir / "index", "سطر");
    for (const std::string id : {"bom", "escaped", "spaced", "nulls", "baddate"}) {
      CAPTURE(id);
      CHECK(std::ranges::find(ids, id) != ids.end());
    }
    CHECK(ids.size() == (result.exit_code == 0 ? 6 : 5));  // 17: taken as "17" or reported
  }

  TEST_CASE("of two articles with one id one is indexed and the other reported") {
    const TempDir dir;
    dir.write("corpus/a.jsonl",
              "{\"id\": \"twin\", \"body\": \"المقال التوأم الأول عن القمح.\"}\n");
    dir.write("corpus/b.jsonl",
              "{\"id\": \"twin\", \"body\": \"المقال التوأم الثاني عن الشعير.\"}\n"
              "{\"id\": \"other\", \"body\": \"مقال آخر لا شأن له.\"}\n");
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "twin"));
    CHECK(contains(result.err, "b.jsonl"));
    CHECK(found(dir / "index", "") == Ids{"other", "twin"});
    CHECK(found(dir / "index", "التوأم") == Ids{"twin"});
  }

  TEST_CASE("a line of 200 MB is reported and the other lines indexed") {
    if (std::getenv("FIHRIS_SLOW_TESTS") == nullptr) {
      std::cout << "skipped: set FIHRIS_SLOW_TESTS=1 to run it\n";
      return;
    }
    const TempDir dir;
    std::string lines = "{\"id\": \"before\", \"body\": \"سطر قصير قبل الطويل.\"}\n";
    constexpr std::size_t kLength = 200'000'000;
    lines += "{\"id\": \"huge\", \"body\": \"";
    lines.reserve(kLength + 1000);
    while (lines.size() < kLength) {
      lines += "كلام كثير لا ينتهي ";
    }
    lines += "\"}\n{\"id\": \"after\", \"body\": \"سطر قصير بعد الطويل.\"}\n";
    dir.write("corpus/huge.jsonl", lines);
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(std::regex_search(result.err, std::regex("huge\\.jsonl(:|, line |:? line )2\\b")));
    CHECK(found(dir / "index", "") == Ids{"after", "before"});
  }
}

}  // namespace

}  // namespace fihris::test
