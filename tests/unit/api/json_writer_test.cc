#include "server/api/json_writer.h"

#include <doctest/doctest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

namespace fihris::api {
namespace {

std::string written(const auto& value) {
  JsonWriter json;
  json.value(value);
  return json.take();
}

TEST_SUITE("unit") {
  TEST_CASE("values are JSON with a comma between them and no other") {
    JsonWriter json;
    json.object([&] {
      json.member("none", nullptr);
      json.member("list", [&] {
        json.array(std::vector<int>{1, 2},
                   [&](int number) { json.object([&] { json.member("n", number); }); });
      });
      json.member("empty", [&] { json.array(std::vector<int>{}, [](int) {}); });
      json.member("object", [&] { json.object([] {}); });
      json.member("truth", true);
      json.text_or_null("missing", "");
      json.text_or_null("text", "نص");
    });
    CHECK(json.take() ==
          R"({"none":null,"list":[{"n":1},{"n":2}],"empty":[],"object":{},"truth":true,)"
          R"("missing":null,"text":"نص"})");
  }

  TEST_CASE("texts are escaped where JSON asks for it") {
    CHECK(written("كلمة, [x]: {y} / \x7F") == "\"كلمة, [x]: {y} / \x7F\"");
    CHECK(written("a\"b\\c\nd\te\rf\bg\fh") == R"("a\"b\\c\nd\te\rf\bg\fh")");
    CHECK(written(std::string_view("\0\x01\x1A\x1F", 4)) == R"("\u0000\u0001\u001A\u001F")");
    for (int code = 0; code < 0x80; ++code) {
      for (const std::size_t before : {0U, 7U, 40U}) {
        const std::string text = std::string(before, 'x') + static_cast<char>(code) + "نص";
        CHECK(nlohmann::json::parse(written(text)) == text);
      }
    }
  }

  TEST_CASE("bytes that are no text are replaced") {
    CHECK(written("نص \xFF\"") == "\"نص \uFFFD\\\"\"");
  }

  TEST_CASE("numbers are read as they were") {
    CHECK(written(0) == "0");
    CHECK(written(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
    for (const double number : {0.0, -1.5, 0.1, 12.345678901234567, 1e300, 5e-324, 7.0}) {
      CHECK(nlohmann::json::parse(written(number)).get<double>() == number);
    }
  }
}

}  // namespace
}  // namespace fihris::api
