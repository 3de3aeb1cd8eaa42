#include "indexer/schema/word_stream.h"

#include <doctest/doctest.h>

#include <cstring>
#include <vector>

namespace fihris::schema {
namespace {

std::vector<WordCode> codes_of(const std::vector<std::uint32_t>& values) {
  std::string bytes;
  for (const std::uint32_t value : values) append_word(bytes, value);
  std::vector<WordCode> codes(bytes.size() / sizeof(WordCode));
  std::memcpy(codes.data(), bytes.data(), bytes.size());
  return codes;
}

TEST_SUITE("unit") {
  TEST_CASE("a word stream gives back every word and border") {
    const std::vector<std::uint32_t> values{1, 0, 65534, 65535, 65536, 65537, 0, 1U << 24U, 131071};
    const std::vector<WordCode> codes = codes_of(values);
    WordStream stream(codes.data(), codes.data() + codes.size());
    for (const std::uint32_t value : values) {
      REQUIRE(stream.next());
      CHECK(stream.is_border() == (value == 0));
      if (value != 0) CHECK(stream.word() == value - 1);
    }
    CHECK_FALSE(stream.next());
  }

  TEST_CASE("a part of an article is skipped up to the border behind it") {
    // Halves of long codes are no borders.
    const std::vector<WordCode> codes = codes_of({128U, 0x10000U, 1U, 0U, 0x20000U, 0U, 7U});
    WordStream stream(codes.data(), codes.data() + codes.size());
    for (int part = 0; part < 2; ++part) {
      stream.skip_part();
      REQUIRE(stream.next());
      CHECK(stream.is_border());
    }
    REQUIRE(stream.next());
    CHECK(stream.word() == 6);
    stream.skip_part();
    CHECK_FALSE(stream.next());
  }
}

}  // namespace
}  // namespace fihris::schema
