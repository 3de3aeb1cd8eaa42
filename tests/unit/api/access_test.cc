// Which names and sites the server answers to.
#include "server/api/access.h"

#include <doctest/doctest.h>

namespace fihris::api {
namespace {

const std::vector<std::string> kNames{"Search.Example.org", "box:8080"};

TEST_SUITE("unit") {
  TEST_CASE("addresses and localhost are this machine") {
    for (const std::string_view host :
         {"", "localhost", "localhost:8080", "LOCALHOST", "localhost.", "app.localhost:1",
          "127.0.0.1", "127.0.0.1:8080", "192.168.1.7:8080", "[::1]", "[::1]:8080",
          "[fe80::1]:80"}) {
      CAPTURE(host);
      CHECK(is_own_host(host, {}));
    }
  }

  TEST_CASE("other names are not this machine") {
    for (const std::string_view host :
         {"evil.example", "evil.example:8080", "localhost.evil.example", "notlocalhost",
          "127.0.0.1.evil.example", "127.0.0.1evil", "[::1].evil", "1.2.3", "[", "]", "[]x",
          "a:b:c", "search.example.org", "\xff"}) {
      CAPTURE(host);
      CHECK_FALSE(is_own_host(host, {}));
    }
  }

  TEST_CASE("names that the configuration gives are this machine on every port") {
    for (const std::string_view host :
         {"search.example.org", "SEARCH.example.org:443", "search.example.org.", "box", "box:1"}) {
      CAPTURE(host);
      CHECK(is_own_host(host, kNames));
    }
    CHECK_FALSE(is_own_host("x.search.example.org", kNames));
    CHECK_FALSE(is_own_host("example.org", kNames));
  }

  TEST_CASE("a site may ask if it is listed letter by letter") {
    const std::vector<std::string> origins{"https://a.example", "http://localhost:5173"};
    CHECK(is_allowed_origin("https://a.example", origins));
    CHECK(is_allowed_origin("http://localhost:5173", origins));
    for (const std::string_view origin :
         {"", "null", "http://a.example", "https://a.example:8443", "https://a.example.evil",
          "https://xa.example", "http://localhost"}) {
      CAPTURE(origin);
      CHECK_FALSE(is_allowed_origin(origin, origins));
    }
    CHECK(is_allowed_origin("https://b.example", {"*"}));
    CHECK_FALSE(is_allowed_origin("", {"*"}));
    CHECK_FALSE(is_allowed_origin("https://a.example", {}));
  }

  TEST_CASE("an origin is a scheme and a host without a path") {
    for (const std::string_view text : {"*", "https://a.example", "http://127.0.0.1:8080"}) {
      CHECK(is_origin(text));
    }
    for (const std::string_view text :
         {"", "a.example", "https://", "://a", "https://a.example/", "https://a.example/x", "* "}) {
      CAPTURE(text);
      CHECK_FALSE(is_origin(text));
    }
  }

  TEST_CASE("loopback addresses reach no further than this machine") {
    for (const std::string_view address : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
      CHECK(is_loopback(address));
    }
    for (const std::string_view address : {"0.0.0.0", "::", "192.168.1.7", "box", ""}) {
      CHECK_FALSE(is_loopback(address));
    }
  }
}

}  // namespace
}  // namespace fihris::api
