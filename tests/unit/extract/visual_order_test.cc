#include "indexer/extract/visual_order.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace fihris::extract {

namespace {

// What is drawn where the text runs from right to left: its letters in reverse.
std::u32string reversed(std::u32string text) {
  std::ranges::reverse(text);
  return text;
}

TEST_SUITE("unit") {
  TEST_CASE("a line of drawn glyphs is read as it was written") {
    CHECK(logical_text(reversed(U"مفارقة جيفونز")) == "مفارقة جيفونز");
    CHECK(logical_text(U"2025 " + reversed(U"فبراير")) == "فبراير 2025");
    CHECK(logical_text(U"2025 " + reversed(U"فبراير") + U" 14") == "14 فبراير 2025");
    CHECK(logical_text(reversed(U" جنيه") + U"0.75" + reversed(U"بسعر ")) == "بسعر 0.75 جنيه");
    CHECK(logical_text(reversed(U" في لندن") + U"William Stanley" + reversed(U"ولد ")) ==
          "ولد William Stanley في لندن");
  }

  TEST_CASE("numbers in the cells of a table stay in the order of the cells") {
    CHECK(logical_text(reversed(U" مليون طن") + U"49 1850") == "1850 49 مليون طن");
  }

  TEST_CASE("harakat stay with their letter when a word is turned round") {
    CHECK(logical_text(reversed(U"يُسأل")) == "يُسأل");
    CHECK(logical_text(reversed(U"مُدَرِّس")) == "مُدَرِّس");
  }

  TEST_CASE("a line without right-to-left letters stays as it is") {
    CHECK(logical_text(U"Hello, world (2025).") == "Hello, world (2025).");
    CHECK(logical_text(U"") == "");
  }

  TEST_CASE("direction marks that a file carries mean nothing") {
    CHECK(logical_text(U"\u202B" + reversed(U"سلام") + U"\u202C") == "سلام");
  }

  TEST_CASE("presentation forms are their letters") {
    CHECK(plain_letters(U'\uFEFC') == U"لا");
    CHECK(plain_letters(U'\uFE8E') == U"ا");
    CHECK(plain_letters(U'\uFBFF') == U"ی");
    CHECK(plain_letters(U'\uFE76') == U"\u064E");
    CHECK(plain_letters(U'\uFDFA') == U"\uFDFA");  // a whole blessing in one sign
    CHECK(plain_letters(U'ب') == U"ب");
    CHECK(plain_letters(U'x') == U"x");
  }

  TEST_CASE("harakat are marks and letters are none") {
    CHECK(is_arabic_mark(U'\u064E'));
    CHECK(is_arabic_mark(U'\u0670'));
    CHECK(is_arabic_mark(U'\uFE76'));
    CHECK(is_arabic_mark(U'\uFC62'));
    CHECK_FALSE(is_arabic_mark(U'ب'));
    CHECK_FALSE(is_arabic_mark(U'\u0301'));
    CHECK_FALSE(is_arabic_mark(U'ـ'));
  }
}

}  // namespace

}  // namespace fihris::extract
