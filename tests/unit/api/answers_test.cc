// Headers that clients negotiate with: compression and conditions.
#include <doctest/doctest.h>

#include "server/api/compression.h"
#include "server/api/conditional.h"

namespace fihris::api {
namespace {

bool names_tag(const std::string& header) {
  httplib::Request request;
  request.set_header("If-None-Match", header);
  return has_already(request, "W/\"a1\"");
}

TEST_SUITE("unit") {
  TEST_CASE("gzip is sent to those who take it") {
    for (const std::string_view accepted :
         {"gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.2", "*", "deflate ,gzip", "x-gzip",
          "gzip;q=0.001", "identity;q=0, *;q=0.5"}) {
      CAPTURE(accepted);
      CHECK(accepts_gzip(accepted));
    }
    for (const std::string_view accepted : {"", "identity", "br", "gzip;q=0", "gzip;q=0.0", "*;q=0",
                                            "gzip; q=0, *", "gzippy", ",;,"}) {
      CAPTURE(accepted);
      CHECK_FALSE(accepts_gzip(accepted));
    }
  }

  TEST_CASE("texts are compressible and pictures are not") {
    for (const std::string_view type :
         {"application/json; charset=utf-8", "application/json", "text/html; charset=utf-8",
          "text/css", "text/javascript", "image/svg+xml", "application/rss+xml; charset=utf-8"}) {
      CAPTURE(type);
      CHECK(is_compressible(type));
    }
    for (const std::string_view type :
         {"", "image/png", "application/octet-stream", "font/woff2"}) {
      CAPTURE(type);
      CHECK_FALSE(is_compressible(type));
    }
  }

  TEST_CASE("a tag is compared weakly with each of the list") {
    for (const char* const header :
         {"\"a1\"", "W/\"a1\"", "\"b\", W/\"a1\"", "\"a1\",\"b\"", "\"b,\", \"a1\""}) {
      CAPTURE(header);
      CHECK(names_tag(header));
    }
    for (const char* const header :
         {"", "a1", "\"a\"", "\"a1", "\"A1\"", "W/", "\"a1 \"", ",,", "*"}) {
      CAPTURE(header);
      CHECK_FALSE(names_tag(header));
    }
  }

  TEST_CASE("the tag of a request follows request and index") {
    httplib::Request request;
    request.target = "/api/v1/search?q=a";
    request.set_header("Host", "localhost");
    search::IndexStats index;
    index.generation = 7;
    index.built = "2026-01-01T00:00:00Z";
    const std::string tag = tag_of_request(request, index);
    CHECK(tag.starts_with("W/\""));
    CHECK(tag_of_request(request, index) == tag);
    httplib::Request other = request;
    other.target = "/api/v1/search?q=b";
    CHECK(tag_of_request(other, index) != tag);
    index.generation = 8;
    CHECK(tag_of_request(request, index) != tag);
    index.generation = 7;
    index.built = "2026-01-02T00:00:00Z";
    CHECK(tag_of_request(request, index) != tag);
  }
}

}  // namespace
}  // namespace fihris::api
