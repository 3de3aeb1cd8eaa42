// What goes along with an answer: tags, compression, and who may read it.
#include <doctest/doctest.h>

#include <chrono>

#include "tests/api/fixture.h"
#include "tests/support/paths.h"

namespace fihris::test {

namespace {

const std::string kSearch = "/api/v1/search?q=" + percent_encoded("البنك");

HttpResponse get(const std::string& target, const HttpHeaders& headers,
                 const Asker& server = articles_server()) {
  return server.client().send("GET", target, "", headers);
}

TEST_SUITE("api") {
  TEST_CASE("an answer that the client has is not sent again") {
    for (const std::string& target :
         {kSearch, std::string("/api/v1/stats"), std::string("/api/v1/articles/eco-1"),
          std::string("/feed.xml"), std::string("/openapi.json"), std::string("/"),
          std::string("/app.js"), std::string("/style.css"), std::string("/favicon.svg"),
          std::string("/api/v1/export?format=csv")}) {
      const std::string tag = articles_server().client().get(target).header("etag");
      CAPTURE(target);
      REQUIRE(tag.starts_with("W/\""));
      for (const std::string& known : {tag, tag.substr(2), "\"x\", " + tag}) {
        const HttpResponse response = get(target, {{"If-None-Match", known}});
        INFO(response);
        CHECK(response.status == 304);
        CHECK(response.body.empty());
        CHECK(response.header("etag") == tag);
        CHECK(response.header("content-length") == "");
      }
      CHECK(get(target, {{"If-None-Match", "\"other\""}}).status == 200);
      CHECK(articles_server().client().send("HEAD", target).header("etag") == tag);
    }
  }

  TEST_CASE("tags differ between requests and errors have none") {
    const HttpClient& client = articles_server().client();
    CHECK(client.get(kSearch).header("etag") == client.get(kSearch).header("etag"));
    CHECK(client.get(kSearch).header("etag") != client.get(kSearch + "&size=3").header("etag"));
    CHECK(client.get("/api/v1/search?size=0").header("etag") == "");
    CHECK(client.get("/api/v1/articles/nobody").header("etag") == "");
    CHECK(client.get("/healthz").header("etag") == "");
    CHECK(get("/api/v1/articles/nobody", {{"If-None-Match", "*"}}).status == 404);
  }

  TEST_CASE("a tag changes with the index") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    const std::string before = asker.client().get(kSearch).header("etag");
    dir.write("corpus/new.jsonl", R"({"id": "new", "body": "فتح البنك فرعا جديدا."})");
    index_corpus(dir, "update");
    const HttpResponse response = get(kSearch, {{"If-None-Match", before}}, asker);
    INFO(response);
    CHECK(response.status == 200);
    CHECK(response.header("etag") != before);
    CHECK(response.body.find("\"new\"") != std::string::npos);
  }

  TEST_CASE("long texts are compressed for those who ask") {
    for (const std::string& target : {kSearch, std::string("/"), std::string("/style.css"),
                                      std::string("/app.js"), std::string("/openapi.json")}) {
      const HttpResponse plain = articles_server().client().get(target);
      const HttpResponse packed = get(target, {{"Accept-Encoding", "gzip, deflate, br"}});
      INFO(target, "\n", plain, packed);
      CHECK(plain.header("content-encoding") == "");
      CHECK(plain.header("vary") == "Accept-Encoding");
      CHECK(packed.header("content-encoding") == "gzip");
      CHECK(std::stoul(packed.header("content-length")) < plain.body.size());
      CHECK(packed.header("etag") == plain.header("etag"));
      if (target != kSearch) CHECK(packed.body == plain.body);  // took_ms differs
      const HttpResponse head =
          articles_server().client().send("HEAD", target, "", {{"Accept-Encoding", "gzip"}});
      CHECK(head.header("content-encoding") == "gzip");
    }
    CHECK(get(kSearch, {{"Accept-Encoding", "gzip;q=0, br"}}).header("content-encoding") == "");
    CHECK(get("/healthz", {{"Accept-Encoding", "gzip"}}).header("content-encoding") == "");
  }

  TEST_CASE("a request by a foreign name is refused") {
    const int port = articles_server().port();
    for (const std::string host : {"localhost", "127.0.0.1", "app.localhost:80", "[::1]:1"}) {
      CAPTURE(host);
      CHECK(get(kSearch, {{"Host", host}}).status == 200);
    }
    for (const std::string target : {"/", "/app.js", "/api/v1/stats", "/healthz"}) {
      const HttpResponse refused =
          get(target, {{"Host", "rebound.example:" + std::to_string(port)}});
      INFO(refused);
      CHECK(refused.status == 421);
      CHECK(Json::parse(refused.body).at("error").at("code") == "unknown_host");
    }
  }

  TEST_CASE("every answer says that it is not to be guessed at or framed") {
    for (const std::string target : {"/", "/api/v1/stats", "/nothing", "/api/v1/search?size=0"}) {
      const HttpResponse response = articles_server().client().get(target);
      INFO(target, "\n", response);
      CHECK(response.header("x-content-type-options") == "nosniff");
      CHECK(response.header("content-security-policy").starts_with("default-src 'self';"));
      CHECK(response.header("content-security-policy").find("frame-ancestors 'none'") !=
            std::string::npos);
      CHECK(response.header("cross-origin-resource-policy") == "same-origin");
      CHECK(response.header("cache-control") == "no-cache");
    }
  }

  TEST_CASE("pages of other sites are kept out") {
    const HttpResponse response = get(kSearch, {{"Origin", "https://a.example"}});
    CHECK(response.status == 200);
    CHECK(response.header("access-control-allow-origin") == "");
    const HttpResponse preflight =
        articles_server().client().send("OPTIONS", kSearch, "", {{"Origin", "https://a.example"}});
    CHECK(preflight.status == 405);
    CHECK(preflight.header("access-control-allow-origin") == "");
  }

  TEST_CASE("a configuration lets sites and names in") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    const std::string config = dir.write("fihris.toml",
                                         "cors_origins = [\"https://a.example\", "
                                         "\"http://localhost:5173\"]\n"
                                         "allowed_hosts = [\"search.example\"]\n");
    const ServerProcess server(dir / "index", {"--config", config});
    const Asker asker(server.port());
    CHECK(get(kSearch, {{"Host", "search.example"}}, asker).status == 200);
    CHECK(get(kSearch, {{"Host", "other.example"}}, asker).status == 421);
    for (const std::string origin : {"https://a.example", "http://localhost:5173"}) {
      const HttpResponse response = get(kSearch, {{"Origin", origin}}, asker);
      INFO(response);
      CHECK(response.header("access-control-allow-origin") == origin);
      const HttpResponse preflight =
          asker.client().send("OPTIONS", kSearch, "", {{"Origin", origin}});
      CHECK(preflight.status == 204);
      CHECK(preflight.header("access-control-allow-origin") == origin);
      CHECK(preflight.header("access-control-allow-methods") == "GET, HEAD");
    }
    const HttpResponse other = get(kSearch, {{"Origin", "https://b.example"}}, asker);
    CHECK(other.header("access-control-allow-origin") == "");
    CHECK(get("/", {}, asker).header("access-control-allow-origin") == "");
  }

  TEST_CASE("a configuration that cannot be is refused") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    RunOptions options;
    options.timeout = std::chrono::seconds{10};
    for (const std::string line : {"cors_origins = [\"a.example\"]", "cors_origin = \"*\""}) {
      const std::string config = dir.write("bad.toml", line + "\n");
      const RunResult result = run(
          server_program(), {"--index", dir / "index", "--port", "0", "--config", config}, options);
      INFO(line, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK(result.err != "");
    }
  }
}

}  // namespace

}  // namespace fihris::test
