#include "indexer/extract/http_message.h"

#include <doctest/doctest.h>

#include "tests/support/archive_files.h"

namespace fihris::extract {

namespace {

constexpr std::uint64_t kMost = 1 << 20;

TEST_SUITE("unit") {
  TEST_CASE("a stored response is its status and body") {
    const auto message = parse_http_message(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"windows-1256\"\r\n\r\nنص", kMost);
    REQUIRE(message);
    CHECK(message->status == 200);
    CHECK(message->content_type == "text/html");
    CHECK(message->charset == "windows-1256");
    CHECK(message->body == "نص");
  }

  TEST_CASE("chunks are joined also where the last ones are missing") {
    for (const std::string end : {"0\r\n\r\n", "", "5\r\nab", "zz\r\n"}) {
      CAPTURE(end);
      const auto message = parse_http_message(
          "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n" + end,
          kMost);
      REQUIRE(message);
      CHECK(message->body.starts_with("abcde"));
    }
  }

  TEST_CASE("compressed bodies are unpacked") {
    const std::string body(10'000, 'x');
    const auto message = parse_http_message(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + test::gzip(body), kMost);
    REQUIRE(message);
    CHECK(message->body == body);
    const std::string deflated{"\x4b\x4c\x4a\x06\x00", 5};  // "abc" without a header
    const auto raw = parse_http_message(
        "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n" + deflated, kMost);
    REQUIRE(raw);
    CHECK(raw->body == "abc");
    const std::string brotli{"\x0b\x01\x80\x61\x62\x63\x03", 7};
    const auto br =
        parse_http_message("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + brotli, kMost);
    REQUIRE(br);
    CHECK(br->body == "abc");
  }

  TEST_CASE("a body that unpacks to more than allowed is an error") {
    const std::string body(kMost + 1, 'x');
    const auto message = parse_http_message(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + test::gzip(body), kMost);
    REQUIRE_FALSE(message);
    CHECK(message.error().message == "longer than 1 MB");
  }

  TEST_CASE("what is no response is an error") {
    for (const std::string bytes : {"", "HTTP/1.1", "HTTP/1.1 200 OK\r\n", "<html>\r\n\r\n",
                                    "HTTP/1.1 200 OK\r\nContent-Encoding: zip\r\n\r\nx",
                                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnonsense"}) {
      CAPTURE(bytes);
      CHECK_FALSE(parse_http_message(bytes, kMost));
    }
  }
}

}  // namespace

}  // namespace fihris::extract
