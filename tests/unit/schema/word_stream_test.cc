#include "indexer/schema/word_stream.h"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <vector>

#include "indexer/schema/selected_words.h"

namespace fihris::schema {
namespace {

std::vector<WordCode> codes_of(const std::vector<std::uint32_t>& values) {
  std::string bytes;
  for (const std::uint32_t value : values) append_word(bytes, value);
  std::vector<WordCode> codes(bytes.size() / sizeof(WordCode));
  if (!codes.empty()) std::memcpy(codes.data(), bytes.data(), bytes.size());
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

  TEST_CASE("the words of a set and all borders of an article are given with their positions") {
    struct Seen {
      std::uint32_t value;
      std::uint32_t position;
      bool operator==(const Seen&) const = default;
    };
    std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): the same in every run
    for (int round = 0; round < 300; ++round) {
      std::vector<std::uint32_t> values(random() % 300);
      // Some codes are long, and some of their halves are those of borders and of words of the set.
      for (std::uint32_t& value : values) {
        const auto any = static_cast<std::uint32_t>(random());
        value =
            any % 4 == 0 ? 65534 + ((any >> 8U) % 20 << 16U) + (any >> 16U) % 8 : (any >> 8U) % 30;
      }
      const std::vector<WordCode> codes = codes_of(values);
      WordCodeSet wanted;
      std::vector<bool> is_wanted(1U << 21U);
      for (int i = 0; i < 6; ++i) {
        const std::uint32_t value = values.empty() ? 1 : values[random() % values.size()];
        if (value == 0) continue;
        is_wanted[value] = true;
        wanted.add(value - 1);
      }
      const bool skips = round % 2 == 0;  // every second part
      std::vector<Seen> expected;
      bool skipped = skips;
      for (std::uint32_t i = 0; i < values.size(); ++i) {
        const bool is_border = values[i] == 0;
        if (is_border || (is_wanted[values[i]] && !skipped)) expected.push_back({values[i], i});
        if (is_border && skips) skipped = !skipped;
      }
      std::vector<Seen> found;
      skipped = skips;
      SelectedWords words({codes.data(), codes.data() + codes.size()}, wanted);
      if (skipped) words.skip_part();
      while (words.next()) {
        const std::uint32_t value = words.is_border() ? 0 : words.word() + 1;
        if (value == 0 || is_wanted[value]) found.push_back({value, words.position()});
        if (value != 0 || !skips) continue;
        skipped = !skipped;
        if (skipped) words.skip_part();
      }
      CHECK(found == expected);
    }
  }
}

}  // namespace
}  // namespace fihris::schema
