// Text -> words: tests/golden/tokens.tsv, and laws over made-up text.
#include "indexer/analysis/tokenizer.h"

#include <array>
#include <random>
#include <set>

#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) words.emplace_back(token.written);
  return words;
}

std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    pieces.emplace_back(text.substr(token.begin, token.end - token.begin));
  }
  return pieces;
}

// Letters, marks, controls, signs, ASCII and broken bytes.
std::string made_up_text(unsigned seed) {
  static const std::array<std::string, 44> kParts{
      "ا", "ل", "ب",      "و", "ه",  "ة", "ي",      "ى",      "ء",      "أ",      "ئ",
      "َ",  "ّ",  "ٌ",       "ٰ",  "ٔ",   "ـ", "\u200F", "\u200B", "\u200C", "\u00AD", "\uFEFB",
      "ﷺ", "ﷲ", "\uFE76", "١", "۲",  "3", "٫",      "٬",      ".",      ",",      "a",
      "Z", "é", "'",      " ", "\n", "_", "«",      "😀",      "\xD8",   "\xFF",   "عبدالله"};
  std::mt19937 random(seed);
  std::string text;
  const auto length = random() % 60;
  for (unsigned long i = 0; i < length; ++i) {
    const std::string& part = kParts.at(random() % kParts.size());
    const int times = random() % 12 == 0 ? 4 : 1;
    for (int k = 0; k < times; ++k) text += part;
  }
  return text;
}

// Offsets at which a character, or an invalid byte, begins; and the end.
std::set<size_t> borders_of(std::string_view text) {
  std::set<size_t> borders{0};
  for (size_t i = 0; i < text.size();) {
    decode_utf8(text, i);
    borders.insert(i);
  }
  return borders;
}

bool is_valid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (decode_utf8(text, i) == kInvalid) return false;
  }
  return true;
}

// The longest that one more character can make a word that is almost too long.
constexpr size_t kMaxExpansion = 40;

TEST_SUITE("unit") {
  TEST_CASE("texts of the table are split into the words beside them") {
    for (const test::GoldenRow& row : test::golden("tokens.tsv")) {
      CAPTURE(row.text);
      CHECK(test::joined(words_of(row.text), "|") == row.expected);
    }
  }

  TEST_CASE("offsets cover the whole written word and nothing else") {
    using Strings = std::vector<std::string>;
    CHECK(pieces_of("(الحمــــد)") == Strings{"الحمــــد"});
    CHECK(pieces_of("في كُتَّابٍ.") == Strings{"في", "كُتَّابٍ"});
    CHECK(pieces_of("لـ«حماس»") == Strings{"حماس"});
    CHECK(pieces_of("الـ٢١ يوما") == Strings{"٢١", "يوما"});
    CHECK(pieces_of("ﷺ") == Strings{"ﷺ", "ﷺ", "ﷺ", "ﷺ"});
    CHECK(pieces_of("وعَبْدُالعزيز") == Strings{"وعَبْدُ", "العزيز"});
    CHECK(pieces_of("H800") == Strings{"H", "800"});
    CHECK(pieces_of("مدرسة\u200F كبيرة") == Strings{"مدرسة", "كبيرة"});
    CHECK(pieces_of("ﷲ أكبر") == Strings{"ﷲ", "أكبر"});
  }

  // Found by fuzzing: NFKC makes a space and a mark of it.
  TEST_CASE("a wavy overline is no word") { CHECK(words_of("\uFE4C").empty()); }

  TEST_CASE("a written form is never a space") {
    CHECK(words_of("\u037A") == std::vector<std::string>{"ι"});
    CHECK(words_of("ab \u1FBE") == std::vector<std::string>{"ab", "ι"});
  }

  TEST_CASE("each word knows its kind") {
    Tokenizer tokenizer("كتاب book ٢٠ книга");
    std::vector<CharClass> kinds;
    for (Token token; tokenizer.next(token);) kinds.push_back(token.kind);
    CHECK(kinds == std::vector<CharClass>{CharClass::arabic, CharClass::latin, CharClass::digit,
                                          CharClass::other});
  }

  TEST_CASE("texts without words give none") {
    for (const std::string_view text :
         {"", " ", "\n\t", "«»", "ـ", "\xFF\xFE", "\u200F\u200F", "ًٌٍ", "😀"}) {
      CAPTURE(text);
      CHECK(words_of(text).empty());
    }
  }

  TEST_CASE("a word that is too long is cut and its offsets are not") {
    std::string word;
    for (int i = 0; i < 2000; ++i) word += i % 2 == 0 ? "با" : "تن";
    const std::string text = "قال " + word + " قال";
    Tokenizer tokenizer(text);
    Token token;
    REQUIRE(tokenizer.next(token));
    REQUIRE(tokenizer.next(token));
    CHECK(token.written.size() <= kMaxWordBytes);
    CHECK(token.end - token.begin == word.size());
    REQUIRE(tokenizer.next(token));
    CHECK(token.written == "قال");
    CHECK_FALSE(tokenizer.next(token));
  }

  TEST_CASE("a number that is too long stays within the bound") {
    for (const std::string& number : {std::string(5000, '7'), std::string(5000, '7') + ".25"}) {
      const std::vector<std::string> words = words_of(number);
      REQUIRE_FALSE(words.empty());
      CHECK(words.front().size() <= kMaxWordBytes + kMaxExpansion);
    }
  }

  // Known wrong: digits behind the point are not counted. Xapian refuses such a term and ends the
  // build.
  TEST_CASE("digits behind a decimal point stay within the bound") {
    const std::vector<std::string> words = words_of("3." + std::string(5000, '7'));
    REQUIRE(words.size() == 1);
    CHECK(words.front().size() <= kMaxWordBytes + kMaxExpansion);
  }

  TEST_CASE("a long run of marks on one letter is one short word") {
    std::string text = "ب";
    for (int i = 0; i < 5000; ++i) text += "َ";
    CHECK(words_of(text) == std::vector<std::string>{"ب"});
  }

  // Known wrong: take_mark() appends a dagger alef to a word of any length.
  TEST_CASE("a long run of dagger alefs stays within the bound") {
    std::string text = "ب";
    for (int i = 0; i < 5000; ++i) text += "\u0670";
    REQUIRE(words_of(text).size() == 1);
    CHECK(words_of(text).front().size() <= kMaxWordBytes + kMaxExpansion);
  }

  TEST_CASE("offsets of made-up text grow and lie on characters") {
    for (unsigned seed = 0; seed < 500; ++seed) {
      const std::string text = made_up_text(seed);
      CAPTURE(seed);
      CAPTURE(text);
      const std::set<size_t> borders = borders_of(text);
      Tokenizer tokenizer(text);
      Token last;
      for (Token token; tokenizer.next(token);) {
        const bool same_ligature = token.begin == last.begin && token.end == last.end;
        REQUIRE(token.begin < token.end);
        REQUIRE((token.begin >= last.end || same_ligature));
        REQUIRE(token.end <= text.size());
        REQUIRE(borders.contains(token.begin));
        REQUIRE(borders.contains(token.end));
        REQUIRE_FALSE(token.written.empty());
        REQUIRE(is_valid_utf8(token.written));
        REQUIRE(token.written.size() <= kMaxWordBytes + kMaxExpansion);
        last = token;
      }
    }
  }

  TEST_CASE("a written form is a word of its own again") {
    for (const test::GoldenRow& row : test::golden("tokens.tsv")) {
      for (const std::string& written : words_of(row.text)) {
        CAPTURE(written);
        CHECK(words_of(written) == std::vector<std::string>{written});
      }
    }
  }
}

}  // namespace
}  // namespace fihris::analysis
