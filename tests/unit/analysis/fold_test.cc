// Folding, letters, UTF-8: tests/golden/folds.tsv and laws.
#include <array>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/data.h"
#include "indexer/analysis/letters.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/utf8.h"
#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("words of the table fold to the letters beside them") {
    for (const test::GoldenRow& row : test::golden("folds.tsv")) {
      CAPTURE(row.text);
      CHECK(to_utf8(fold(row.text)) == row.expected);
    }
  }

  TEST_CASE("folding twice changes nothing") {
    for (const test::GoldenRow& row : test::golden("folds.tsv")) {
      CAPTURE(row.text);
      const Letters once = fold(row.text);
      CHECK(fold(to_utf8(once)) == once);
    }
    for (char32_t c = 0x600; c < 0x700; ++c) {
      for (const std::string_view before : {"", "ا", "ي", "ب"}) {
        for (const std::string_view after : {"", "و", "ا"}) {
          std::string word(before);
          append_utf8(word, c);
          word += after;
          CAPTURE(word);
          const Letters once = fold(word);
          CHECK(fold(to_utf8(once)) == once);
        }
      }
    }
  }

  TEST_CASE("folding gives letters only") {
    for (char32_t c = 1; c < 0x3000; ++c) {
      std::string text;
      append_utf8(text, c);
      const Letters folded = fold(text);
      bool letters = true;
      for (const char byte : folded) letters = letters && is_letter_byte(byte);
      CAPTURE(static_cast<std::uint32_t>(c));
      CHECK(letters);
    }
    CHECK(fold("\xD8").empty());
    CHECK(fold("ك\xFFت") == "كت"_ar);
  }

  TEST_CASE("each row of the fold table is one character for one letter") {
    for (const TableRow& row : parse_table(kFoldTable)) {
      REQUIRE(row.cells.size() == 2);
      CAPTURE(row.cells[0]);
      size_t from_end = 0;
      size_t to_end = 0;
      const char32_t from = decode_utf8(row.cells[0], from_end);
      decode_utf8(row.cells[1], to_end);
      CHECK(from_end == row.cells[0].size());
      CHECK(to_end == row.cells[1].size());
      CHECK((row.section == "shape" || row.section == "letter"));
      if (row.section == "shape") {
        std::string shaped;
        append_utf8(shaped, low_char(from).shape);
        CHECK(shaped == row.cells[1]);
      } else {
        CHECK(fold(row.cells[0]) == letters_of(row.cells[1]));
      }
    }
  }

  TEST_CASE("letters and UTF-8 go into each other") {
    for (char32_t c = kFirstLetter; c <= kLastLetter; ++c) {
      std::string utf8;
      append_utf8(utf8, c);
      CHECK(letters_of(utf8) == std::string(1, to_letter(c)));
      CHECK(to_utf8(letters_of(utf8)) == utf8);
      CHECK(is_letter_byte(to_letter(c)));
    }
    CHECK(letters_of("أ-1x\xFFُب") == letters_of("أب"));
    CHECK(to_utf8("google 12") == "google 12");
    CHECK(to_utf8("").empty());
  }

  TEST_CASE("every code point survives UTF-8 and back") {
    std::uint32_t wrong = 0;
    std::string text;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      text.clear();
      append_utf8(text, c);
      size_t i = 0;
      if (decode_utf8(text, i) != c || i != text.size()) ++wrong;
    }
    CHECK(wrong == 0);
  }

  TEST_CASE("bytes that are no UTF-8 are taken one at a time") {
    for (const std::string_view bytes :
         {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xD8", "\xE0\x80\x80", "\xE0\xA0",
          "\xED\xA0\x80", "\xEF\xBB", "\xF0\x80\x80\x80", "\xF0\x9F\x98", "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80", "\xFF"}) {
      size_t i = 0;
      CHECK(decode_utf8(bytes, i) == kInvalid);
      CHECK(i == 1);
    }
  }

  TEST_CASE("alef and waw and yeh take a combining hamza") {
    CHECK(compose(U'ا', 0x654) == U'أ');
    CHECK(compose(U'ا', 0x655) == U'إ');
    CHECK(compose(U'ا', 0x653) == U'آ');
    CHECK(compose(U'و', 0x654) == U'ؤ');
    CHECK(compose(U'ي', 0x654) == U'ئ');
    CHECK(compose(U'ب', 0x654) == 0);
    CHECK(compose(0, 0x654) == 0);
  }

  TEST_CASE("characters have the class that splits words right") {
    using Expected = std::pair<char32_t, CharClass>;
    static constexpr std::array<Expected, 18> kClasses{{{U'ب', CharClass::arabic},
                                                        {U'پ', CharClass::arabic},
                                                        {U'\u0640', CharClass::tatweel},
                                                        {U'\u064E', CharClass::mark},
                                                        {U'\u0670', CharClass::mark},
                                                        {U'\u06DA', CharClass::mark},
                                                        {U'\u200F', CharClass::ignored},
                                                        {U'\u200C', CharClass::ignored},
                                                        {U'\u00AD', CharClass::ignored},
                                                        {U'\uFEFF', CharClass::ignored},
                                                        {U'\u200B', CharClass::separator},
                                                        {U'\u00A0', CharClass::separator},
                                                        {U'،', CharClass::separator},
                                                        {U'_', CharClass::separator},
                                                        {U'é', CharClass::latin},
                                                        {U'٣', CharClass::digit},
                                                        {U'я', CharClass::other},
                                                        {U'\uFEFB', CharClass::arabic}}};
    for (const auto& [code, cls] : kClasses) {
      CAPTURE(static_cast<std::uint32_t>(code));
      CHECK(char_info(code).cls == cls);
    }
    CHECK(char_info(U'É').shape == u'e');
    CHECK(char_info(U'٣').shape == u'3');
    CHECK(expand(0xFEFB) == "لا");
    CHECK(expand(0xFDF2) == "الله");
  }
}

}  // namespace
}  // namespace fihris::analysis
