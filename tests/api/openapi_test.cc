// /openapi.json says what the server does: every route and parameter is tried by it.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "tests/api/fixture.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"
#include "tests/support/paths.h"

namespace fihris::test {

namespace {

const Json& description() {
  static const Json json = articles_server().get("/openapi.json");
  return json;
}

std::string with_id(std::string path, const std::string& id) {
  const std::size_t at = path.find("{id}");
  return at == std::string::npos ? path : path.replace(at, 4, id);
}

// Values that the schema of a parameter allows or forbids, made from the schema itself.
struct Values {
  std::vector<std::string> good, bad;
};

Values values_for(const Json& schema) {
  Values values;
  if (schema.contains("enum")) {
    for (const Json& value : schema.at("enum")) values.good.push_back(value);
    values.bad = {"no-such", "RELEVANCE", "2"};
  } else if (schema.at("type") == "integer") {
    values.good = {schema.at("minimum").dump(), schema.at("maximum").dump(),
                   schema.at("default").dump()};
    values.bad = {"0", "-1", "1.5", "x", std::to_string(schema.at("maximum").get<long>() + 1)};
  } else if (schema.contains("pattern")) {
    values.good = {"2024", "2024-03", "2024-03-10"};
    values.bad = {"soon", "24", "2024-3", "2024-03-10T00"};
  } else if (schema.contains("maxLength")) {
    const std::string longest(schema.at("maxLength").get<std::size_t>(), 'a');
    values.good = {"x", percent_encoded("سعر الفائدة"), longest};
    values.bad = {longest + "a"};
  } else {
    REQUIRE(schema.at("type") == "array");
    values.good = {"x", percent_encoded("صحيفة الميزان")};
  }
  for (const std::string& bad : values.bad) {
    CAPTURE(bad);
    const bool number =
        schema.at("type") == "integer" && bad.find_first_not_of("0123456789") == std::string::npos;
    CHECK(schema_mismatch(number ? Json(std::stol(bad)) : Json(bad), schema, schema) != "");
  }
  return values;
}

// The answer must be documented for this path, and be as documented.
void check_documented(const Json& operation, const HttpResponse& response) {
  const Json& responses = operation.at("responses");
  const std::string status = std::to_string(response.status);
  REQUIRE(responses.contains(status));
  Json documented = responses.at(status);
  if (documented.contains("$ref")) {
    const auto pointer = documented.at("$ref").get<std::string>().substr(1);
    documented = description().at(Json::json_pointer(pointer));
  }
  if (!documented.contains("content")) {
    CHECK(response.body.empty());
    return;
  }
  const std::string header = response.header("content-type");
  const std::string type = header.substr(0, header.find(';'));
  REQUIRE(documented.at("content").contains(type));
  const Json schema = documented.at("content").at(type).at("schema");
  if (type == "application/json") {
    CHECK(schema_mismatch(Json::parse(response.body), schema, description()) == "");
  } else if (type == "application/x-ndjson") {
    for (const std::string& line : lines_of(response.body)) {
      CHECK(schema_mismatch(Json::parse(line), schema, description()) == "");
    }
  } else {
    CHECK(schema == Json{{"type", "string"}});
  }
}

HttpResponse checked(const std::string& path, const std::string& target, int status,
                     const HttpHeaders& headers = {}) {
  HttpResponse response = articles_server().client().send("GET", target, "", headers);
  INFO(target.substr(0, 200), "\n", response);
  CHECK(response.status == status);
  check_documented(description().at("paths").at(path).at("get"), response);
  return response;
}

std::vector<std::string> paths() {
  std::vector<std::string> out;
  for (const auto& [path, item] : description().at("paths").items()) out.push_back(path);
  return out;
}

TEST_SUITE("api") {
  TEST_CASE("every route of the description answers as described") {
    REQUIRE(paths().size() >= 12);
    for (const std::string& path : paths()) {
      const HttpResponse response = checked(path, with_id(path, "eco-1"), 200);
      const HttpResponse head = articles_server().client().send("HEAD", with_id(path, "eco-1"));
      INFO(path, "\n", head);
      CHECK(head.status == 200);
      CHECK(head.body.empty());
      CHECK(head.header("content-type") == response.header("content-type"));
      CHECK(head.header("etag") == response.header("etag"));
    }
  }

  TEST_CASE("every parameter of the description takes what it says and refuses all else") {
    for (const std::string& path : paths()) {
      for (const Json& parameter : description()["paths"][path]["get"]["parameters"]) {
        if (parameter.at("in") == "path") continue;
        const auto name = parameter.at("name").get<std::string>();
        const Values values = values_for(parameter.at("schema"));
        const std::string target = with_id(path, "eco-1") + "?" + name + "=";
        for (const std::string& value : values.good) checked(path, target + value, 200);
        for (const std::string& value : values.bad) {
          const HttpResponse refused = checked(path, target + value, 400);
          CHECK(Json::parse(refused.body).at("error").value("parameter", "") == name);
        }
        checked(path, target, 200);  // empty: not given
        if (parameter.at("schema").at("type") == "array") {
          checked(path, (target + "x&").append(name).append("=y"), 200);
        }
      }
    }
  }

  TEST_CASE("answers full of content are as described") {
    for (const std::string more : {"", "&explain=1", "&exact=1", "&match=any&size=100",
                                   "&sort=newest", "&source=x", "&page=9", "&duplicates=1"}) {
      for (const std::string q : {"", "البنك", "سعر الفائدة", "\"سعر الفائدة\"", "قسطنطينوبل",
                                  "البنك قسطنطينوبل", "القصن"}) {
        checked("/api/v1/search", "/api/v1/search?q=" + percent_encoded(q) + more, 200);
      }
    }
    checked("/api/v1/export", "/api/v1/export?format=jsonl", 200);
    checked("/api/v1/suggest", "/api/v1/suggest?q=" + percent_encoded("الب"), 200);
    checked("/api/v1/articles/{id}", "/api/v1/articles/eco-1?q=" + percent_encoded("بنك"), 200);
  }

  TEST_CASE("every route refuses as described") {
    for (const std::string& path : paths()) {
      const std::string target = with_id(path, "eco-1");
      checked(path, target + "?unheard_of=1", 200);
      checked(path, target + "?x=" + std::string(9000, 'a'), 414);
      checked(path, target, 421, {{"Host", "evil.example"}});
      checked(path, target, 413, {{"Content-Length", "2000000"}});
      if (path.find("{id}") != std::string::npos) checked(path, with_id(path, "nobody"), 404);
      const std::string tag = checked(path, target, 200).header("etag");
      CHECK(tag.empty() == !description()["paths"][path]["get"]["responses"].contains("304"));
      if (!tag.empty()) checked(path, target, 304, {{"If-None-Match", tag}});
    }
  }

  TEST_CASE("the description names the version of the program and needs nothing else") {
    CHECK(description().at("openapi") == "3.1.0");
    CHECK(description().at("info").at("version") == FIHRIS_VERSION);
    const std::string readme = read_file(source_folder() / "README.md");
    for (const std::string& path : paths()) {
      CAPTURE(path);
      CHECK(readme.find(path) != std::string::npos);
    }
  }

  TEST_CASE("a public checker takes the description for OpenAPI") {
    const TempDir dir;
    const std::string file =
        dir.write("openapi.json", articles_server().client().get("/openapi.json").body);
    RunOptions options;
    options.timeout = std::chrono::seconds{60};
    const RunResult result =
        run("npm",
            {"exec", "--yes", "--package=@seriousme/openapi-schema-validator@2.11.0", "--",
             "validate-api", file},
            options);
    if (result.out.find("\"valid\"") == std::string::npos) {
      MESSAGE("skipped: no npm or no registry: ", result.err);
      return;
    }
    INFO(result);
    CHECK(result.out.find("\"valid\": true") != std::string::npos);
  }
}

}  // namespace

}  // namespace fihris::test
