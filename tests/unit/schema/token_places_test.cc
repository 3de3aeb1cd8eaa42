#include "indexer/schema/token_places.h"

#include <doctest/doctest.h>

#include "indexer/analysis/tokenizer.h"

namespace fihris::schema {
namespace {

// From each place on, the tokenizer must give what it gives in the whole text.
void check_places(const std::string& text) {
  analysis::Analyzer analyzer;
  const auto tokens = analyzer.analyze(text);
  std::string places;
  append_token_places(tokens, places);
  std::uint32_t known = 0;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const TokenPlace place = find_token_place(places, i);
    REQUIRE(place.token <= i);
    if (place.token == known) continue;
    known = place.token;
    analysis::Tokenizer tokenizer(text, place.begin);
    analysis::Token token;
    for (std::uint32_t k = place.token; k < tokens.size(); ++k) {
      REQUIRE(tokenizer.next(token));
      REQUIRE(token.begin == tokens[k].begin);
      REQUIRE(token.written == analyzer.vocabulary().word(tokens[k].word).written);
    }
    CHECK_FALSE(tokenizer.next(token));
  }
  CHECK((known > 0) == (tokens.size() > 64));
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST_SUITE("unit") {
  TEST_CASE("a text can be read from the place of a token") {
    check_places("");
    check_places("كلمة واحدة");
    check_places(repeated("قال عبدالله إن الـBBC نشرت في 22.9.2015 خبرا ", 40));
    check_places(repeated("عبدالله ", 100));
    check_places(repeated("ﷺ ﷲ و قال «و» 12,500 ", 60));
    check_places(repeated("مبروووك، كِتَابٌ\n", 70));
  }
}

}  // namespace
}  // namespace fihris::schema
