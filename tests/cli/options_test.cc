// The command line itself: help, version, mistakes, analyze, progress.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

// The rows that `analyze` prints for the text.
std::vector<std::vector<std::string>> analyzed(const std::string& text) {
  const RunResult result = indexer({"analyze"}, {.in = text});
  INFO(result);
  CHECK(result.exit_code == 0);
  CHECK(result.err == "");
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines_of(result.out)) {
    if (!line.empty()) {
      rows.push_back(columns_of(line));
    }
  }
  return rows;
}

Ids first_column(const std::vector<std::vector<std::string>>& rows) {
  Ids words;
  for (const std::vector<std::string>& row : rows) {
    words.push_back(row.at(0));
  }
  return words;
}

TEST_SUITE("cli") {
  TEST_CASE("help and version are given everywhere") {
    const std::vector<std::vector<std::string>> commands{{},        {"build"}, {"update"},
                                                         {"watch"}, {"check"}, {"analyze"}};
    for (const std::vector<std::string>& command : commands) {
      std::vector<std::string> arguments = command;
      arguments.emplace_back("--help");
      const RunResult result = indexer(arguments);
      INFO(command, "\n", result);
      CHECK(result.exit_code == 0);
      CHECK_FALSE(result.out.empty());
      CHECK(result.err == "");
    }
    for (const std::filesystem::path& program : {indexer_program(), server_program()}) {
      for (const std::string option : {"--help", "--version"}) {
        const RunResult result = run(program, {option});
        INFO(program.filename().string(), " ", option, "\n", result);
        CHECK(result.exit_code == 0);
        CHECK_FALSE(result.out.empty());
        CHECK(result.err == "");
      }
      CHECK(contains(run(program, {"--version"}).out, FIHRIS_VERSION));
      CHECK(contains(run(program, {"--help"}).out, "--help"));
    }
  }

  TEST_CASE("analyze shows the stems of words in other scripts as they are written") {
    using Rows = std::vector<std::vector<std::string>>;
    CHECK(analyzed("хлеб जन") == Rows{{"хлеб", "хлеб", "хлеб"}, {"जन", "जन", "जन"}});
  }

  TEST_CASE("a mistake on the command line exits 2 and is explained") {
    const TempDir dir;
    dir.write("corpus/a.txt", "سطر واحد من النص يكفي هنا.\n");
    const std::string index = dir / "index";
    const std::string corpus = dir / "corpus";
    const std::vector<std::vector<std::string>> mistakes{
        {},
        {"bild"},
        {"build", "--bogus"},
        {"build", "--index", index, "--bogus", corpus},
        {"build", corpus},
        {"build", "--index", index},
        {"build", "--index"},
        {"build", "--index", index, "--jobs", "many", corpus},
        {"build", "--index", index, "--jobs", "-3", corpus},
        {"update", "--index", index},
        {"check"},
        {"check", "--index", index, "extra"},
        {"analyze", "--bogus"}};
    for (const std::vector<std::string>& mistake : mistakes) {
      const RunResult result = indexer(mistake);
      INFO(mistake, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK_FALSE(result.err.empty());
    }
    CHECK_FALSE(std::filesystem::exists(index));
  }

  TEST_CASE("a mistake on the command line of the server exits 2 and is explained") {
    const TempDir dir;
    dir.write("corpus/a.txt", "سطر واحد من النص يكفي هنا.\n");
    must_build(dir);
    const std::string index = dir / "index";
    const std::vector<std::vector<std::string>> mistakes{
        {},
        {"--bogus"},
        {"--index"},
        {"--index", index, "--port", "http"},
        {"--index", index, "--port", "65536"},
        {"--index", index, "--port", "-1"},
        {"--index", index, "--port", "0", "--host", "no.such.host.invalid"},
        {"--index", index, "--port", "0", "--config", dir / "no-such-file"}};
    for (const std::vector<std::string>& mistake : mistakes) {
      const RunResult result =
          run(server_program(), mistake, {.timeout = std::chrono::seconds{20}});
      INFO(mistake, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK_FALSE(result.err.empty());
    }
  }

  TEST_CASE("analyze prints a row of three columns for every token") {
    const std::string text = "والمكتبات العامة في 2024\nشركة OpenAI، «سوق» الأسهم!\n";
    const auto rows = analyzed(text);
    CHECK(first_column(rows) ==
          Ids{"والمكتبات", "العامة", "في", "2024", "شركة", "OpenAI", "سوق", "الأسهم"});
    for (const std::vector<std::string>& row : rows) {
      INFO(row);
      REQUIRE(row.size() == 3);  // so no offsets
      CHECK_FALSE(row[1].empty());
      CHECK_FALSE(row[2].empty());
      const Ids stems = columns_of(row[2], ',');
      CHECK(std::ranges::find(stems, "") == stems.end());
    }
  }

  TEST_CASE("analyze folds what is one word to one form") {
    const auto rows = analyzed("مَدْرَسَةٌ مدرســـة مدرسة\n١٢٣ 123\nOpenAI openai\n");
    REQUIRE(rows.size() == 7);
    CHECK(rows[0].at(1) == rows[2].at(1));
    CHECK(rows[1].at(1) == rows[2].at(1));
    CHECK(rows[3].at(1) == rows[4].at(1));
    CHECK(rows[5].at(1) == rows[6].at(1));
    CHECK(rows[0].at(0) == "مَدْرَسَةٌ");  // written as it was
    CHECK(rows[2].at(1) != rows[4].at(1));
  }

  TEST_CASE("analyze gives words of one stem that stem") {
    const auto rows = analyzed("كتاب والكتاب كتابه\nمدينة المدينة\n");
    REQUIRE(rows.size() == 5);
    const auto share_a_stem = [&](std::size_t a, std::size_t b) {
      const Ids left = columns_of(rows[a].at(2), ',');
      const Ids right = columns_of(rows[b].at(2), ',');
      return std::ranges::any_of(left, [&](const std::string& stem) {
        return std::ranges::find(right, stem) != right.end();
      });
    };
    CHECK(share_a_stem(0, 1));
    CHECK(share_a_stem(0, 2));
    CHECK(share_a_stem(3, 4));
    CHECK_FALSE(share_a_stem(0, 3));
  }

  TEST_CASE("analyze takes any input") {
    CHECK(analyzed("").empty());
    CHECK(analyzed("\n\n  \n…؟!\n").empty());
    CHECK(first_column(analyzed("نص بلا سطر جديد")).size() == 4);
    const RunResult result = indexer({"analyze"}, {.in = "سعر \xff\xfe\xc3( الفائدة\n"});
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.out, "سعر\t"));
    CHECK(contains(result.out, "الفائدة\t"));
  }

  TEST_CASE("analyze speaks JSON on request") {
    const RunResult result = indexer({"analyze", "--json"}, {.in = "والمكتبات العامة\n"});
    INFO(result);
    CHECK(result.exit_code == 0);
    const std::vector<std::string> lines = lines_of(result.out);
    REQUIRE_FALSE(lines.empty());
    for (const std::string& line : lines) {
      CHECK_FALSE(nlohmann::json::parse(line, nullptr, false).is_discarded());
    }
    CHECK(contains(result.out, "والمكتبات"));
  }

  TEST_CASE("progress is shown on a terminal only and never with quiet") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(5000, "a", "الهدهد"));
    const std::vector<std::string> arguments{"build", "--index", dir / "index", dir / "corpus"};
    std::vector<std::string> quiet = arguments;
    quiet.emplace_back("--quiet");

    const RunResult piped = indexer(arguments);
    INFO("piped: ", piped);
    CHECK(piped.exit_code == 0);
    CHECK(piped.err == "");
    CHECK_FALSE(contains(piped.out, "\r"));
    CHECK(contains(piped.out, "5000"));  // the summary

    const RunResult terminal = run_on_terminal(indexer_program(), arguments);
    INFO("terminal: ", terminal);
    if (contains(terminal.err, "failed to create pseudo-terminal")) {
      MESSAGE("skipped: this machine has no pseudo-terminals (/dev/pts)");
      return;
    }
    CHECK(terminal.exit_code == 0);
    const bool drawn = contains(terminal.out, "%") || contains(terminal.out, "\x1b[");
    CHECK(drawn);

    const RunResult silent = run_on_terminal(indexer_program(), quiet);
    INFO("quiet: ", silent);
    CHECK(silent.exit_code == 0);
    CHECK(silent.out == "");
  }
}

}  // namespace

}  // namespace fihris::test
