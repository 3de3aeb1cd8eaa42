// The helpers themselves: a test that cannot fail for their sake would prove nothing.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/files.h"
#include "tests/support/http_client.h"
#include "tests/support/json_check.h"
#include "tests/support/json_schema.h"
#include "tests/support/print.h"
#include "tests/support/program.h"
#include "tests/support/sample_corpus.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace fihris::test {

namespace {

using namespace std::chrono_literals;

TEST_SUITE("support") {
  TEST_CASE("a program is run with its input and environment and folder") {
    const TempDir dir;
    const RunResult result =
        run("sh", {"-c", "cat; echo \"$WORD\" >&2; pwd; exit 7"},
            {.in = "سطر\n", .environment = {{"WORD", "كلمة"}}, .folder = dir.path()});
    INFO(result);
    CHECK(result.exit_code == 7);
    CHECK(result.out == "سطر\n" + dir.path().string() + "\n");
    CHECK(result.err == "كلمة\n");
  }

  TEST_CASE("a program that does not end is killed with what it started") {
    const TempDir dir;
    const std::string script = "sleep 60 & echo $! > " + (dir / "pid") + "; wait";
    const auto start = std::chrono::steady_clock::now();
    CHECK(run("sh", {"-c", script}, {.timeout = 300ms}).exit_code == kTimedOut);
    CHECK(std::chrono::steady_clock::now() - start < 10s);
    const pid_t child = std::stoi(read_file(dir / "pid"));
    const bool gone = wait_until(
        [&] {
          const std::filesystem::path status = "/proc/" + std::to_string(child) + "/status";
          return ::kill(child, 0) != 0 || read_file(status).find("State:\tZ") != std::string::npos;
        },
        5s);
    CHECK(gone);
  }

  TEST_CASE("the end of a program is told as a shell tells it") {
    CHECK(run("sh", {"-c", "kill -9 $$"}).exit_code == 137);
    CHECK(run("/no/such/program", {}).exit_code == 127);
    CHECK(run("true", {}).exit_code == 0);
  }

  TEST_CASE("a program can be given a terminal") {
    const std::vector<std::string> arguments{"-c", "test -t 2 && echo it\\'s a terminal; exit 3"};
    const RunResult on_terminal = run_on_terminal("sh", arguments);
    INFO(on_terminal);
    CHECK(on_terminal.exit_code == 3);
    CHECK(on_terminal.out == "it's a terminal\r\n");
    CHECK(run("sh", arguments).out == "");
  }

  TEST_CASE("a temporary folder goes away with all that is in it") {
    std::filesystem::path path;
    {
      const TempDir dir;
      path = dir.path();
      CHECK(read_file(dir.write("a/b/ملف.txt", "نص")) == "نص");
    }
    CHECK_FALSE(std::filesystem::exists(path));
  }

  TEST_CASE("a shape accepts what it describes") {
    constexpr std::string_view kShape = R"({
      "n": "integer", "x": "number", "s": "string|null", "maybe?": "boolean",
      "object|null": {"a": "any"}, "list": [{"t": "string"}]})";
    CHECK(shape_mismatch(R"({"n": 1, "x": 2, "s": null, "object": null, "list": []})", kShape) ==
          "");
    CHECK(shape_mismatch(R"({"n": 1, "x": 2.5, "s": "", "maybe": true, "object": {"a": [1]},
                             "list": [{"t": "a"}, {"t": "b"}]})",
                         kShape) == "");
  }

  TEST_CASE("a shape names the place and the kind of a fault") {
    const auto fault = [](std::string_view json, std::string_view shape) {
      return shape_mismatch(json, shape);
    };
    CHECK(fault(R"({"a": 1})", R"({"a": "string"})") == "$.a: expected string, found integer 1");
    CHECK(fault(R"({"a": 1.5})", R"({"a": "integer"})") ==
          "$.a: expected integer, found number 1.5");
    CHECK(fault(R"({})", R"({"a": "string"})") == "$.a: missing");
    CHECK(fault(R"({"b": 1})", R"({"b": "integer", "a?": "integer"})") == "");
    CHECK(fault(R"({"b": true})", "{}") == "$.b: unknown key, its value is boolean true");
    CHECK(fault(R"({"a": null})", R"({"a": {"b": "any"}})") ==
          "$.a: expected object, found null null");
    CHECK(fault(R"({"a": [{"b": 1}, {"b": "x"}]})", R"({"a": [{"b": "integer"}]})") ==
          "$.a[1].b: expected integer, found string \"x\"");
    CHECK(fault(R"({"a": {}})", R"({"a": ["any"]})") == "$.a: expected array, found object {}");
    CHECK(fault("{", "{}").starts_with("not JSON"));
  }

  TEST_CASE("a schema accepts what it describes and names where a fault is") {
    using nlohmann::json;
    const json root = json::parse(R"({"schemas": {"Day": {"type": ["string", "null"],
      "pattern": "^[0-9]{4}$"}}})");
    const json schema = json::parse(R"({"type": "object", "additionalProperties": false,
      "required": ["n"], "properties": {
        "n": {"type": "integer", "minimum": 1, "maximum": 9}, "day": {"$ref": "#/schemas/Day"},
        "list": {"type": "array", "maxItems": 2, "items": {"enum": ["a", "b"]}},
        "text": {"type": "string", "minLength": 1, "maxLength": 2},
        "either": {"oneOf": [{"type": "null"}, {"const": true}]}}})");
    const auto fault = [&](const char* text) {
      return schema_mismatch(json::parse(text), schema, root);
    };
    for (const char* const good :
         {R"({"n": 1})", R"({"n": 9, "day": null, "list": ["a", "b"], "text": "سف"})",
          R"({"n": 2, "day": "2024", "list": [], "either": null})",
          R"({"n": 2, "either": true})"}) {
      CHECK(fault(good) == "");
    }
    for (const char* const bad :
         {"[]", "{}", R"({"n": 0})", R"({"n": 10})", R"({"n": 1.5})", R"({"n": 1, "x": 1})",
          R"({"n": 1, "day": "24"})", R"({"n": 1, "day": 2024})", R"({"n": 1, "list": ["c"]})",
          R"({"n": 1, "list": ["a", "a", "a"]})", R"({"n": 1, "text": ""})",
          R"({"n": 1, "text": "سفن"})", R"({"n": 1, "either": false})"}) {
      CAPTURE(bad);
      CHECK(fault(bad) != "");
    }
    CHECK(fault(R"({"n": 1, "list": ["a", "c"]})").starts_with("$.list[1]: "));
    CHECK_THROWS(schema_mismatch(1, json::parse(R"({"unheard_of": 1})"), root));
  }

  TEST_CASE("bytes are percent-encoded") {
    CHECK(percent_encoded("a-Z.0_~ /+%\xff") == "a-Z.0_~%20%2F%2B%25%FF");
    CHECK(percent_encoded("فن") == "%D9%81%D9%86");
  }

  TEST_CASE("tables are read by line and tab") {
    const TempDir dir;
    dir.write("t.tsv", "# a comment\na\tb\t\n\nc\n");
    const auto rows = read_table(dir / "t.tsv");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == std::vector<std::string>{"a", "b", ""});
    CHECK(rows[1] == std::vector<std::string>{"c"});
    CHECK_THROWS(read_table(dir / "nothing.tsv"));
  }

  TEST_CASE("sample articles are the same in every run and differ from one another") {
    const std::vector<std::string> lines = lines_of(sample_jsonl(3, "p", "علامة"));
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].find("\"id\": \"p-0\"") != std::string::npos);
    CHECK(lines[0].find("علامة") != std::string::npos);
    CHECK(lines[0].substr(40) != lines[1].substr(40));
    CHECK(sample_jsonl(3, "p", "علامة") == sample_jsonl(3, "p", "علامة"));
    CHECK(sample_words(5, 1) != sample_words(5, 2));
  }

  TEST_CASE("waiting ends at the deadline or before") {
    int asked = 0;
    CHECK(wait_until([&] { return ++asked == 3; }, 5s));
    CHECK_FALSE(wait_until([] { return false; }, 20ms));
    CHECK(wait_until([] { return true; }, 0ms));
  }
}

}  // namespace

}  // namespace fihris::test
