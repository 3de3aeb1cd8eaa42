#include "indexer/schema/text_gaps.h"

#include <doctest/doctest.h>

#include <random>

namespace fihris::schema {
namespace {

// A text as an index holds it.
struct Held {
  explicit Held(const std::string& text) {
    const auto tokens = analyzer.analyze(text);
    append_gaps(text, tokens, analyzer.vocabulary(), gaps);
    places.assign(tokens.begin(), tokens.end());
    std::vector<std::string_view> written;
    for (Word word = 0; word < analyzer.vocabulary().word_count(); ++word) {
      written.push_back(analyzer.vocabulary().word(word).written);
    }
    list = pack_strings(written);
    spellings = StringList(list);
    for (const analysis::TokenAt& token : tokens) words.push_back(token.word);
  }
  TextReader reader() const { return {gaps, words, spellings}; }

  analysis::Analyzer analyzer;
  std::vector<analysis::TokenAt> places;
  std::string gaps;
  std::vector<Word> words;
  std::string list;
  StringList spellings;
};

// What is read must be the text, and each word stand where the tokenizer found it.
void check_text(const std::string& text) {
  CAPTURE(text);
  const Held held(text);
  TextReader reader = held.reader();
  std::string same;
  TextPlace place;
  for (const analysis::TokenAt& token : held.places) {
    REQUIRE(reader.next(same, place));
    CHECK(place.begin == token.begin);
    CHECK(place.end == token.end);
  }
  CHECK_FALSE(reader.next(same, place));
  reader.finish(same);
  CHECK(reader.is_whole());
  reader.finish(same);
  CHECK(same == text);
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

const std::string& mixed() {
  static const std::string text = repeated(
      "قال عبدالله إن الـBBC نشرت في 22.9.2015 خبرا، و«هذا» كِتَابٌ مبرووووك.\n\nﷺ ﷲ McDonald's "
      "12,500 (نص) ",
      9);
  return text;
}

TEST_SUITE("unit") {
  TEST_CASE("a text comes back from its gaps and its words") {
    for (const std::string text :
         {"", " ", ".", "كلمة", " كلمة", "كلمة واحدة", "كلمة  واحدة.", "«كلمة» "}) {
      check_text(text);
    }
    check_text(mixed());
    check_text("، " + mixed());
    check_text(repeated("كلمة ", 1000));
    check_text(repeated("كَلِمَة", 100));
    check_text("bad \xFF\xC3 bytes \xD9");
    check_text(std::string("zero\0 byte", 10));
  }

  TEST_CASE("random texts come back from their gaps and their words") {
    constexpr std::array kPieces{"كتاب", "ال", "و",    " ",      " ",  "ﷺ", "عبدالله", "ً",
                                 "ـ",    "\n", "،",    "12",     ".",  "x", "Y",       "ﻻ",
                                 "'",    "😀",  "\xFF", "\u200F", "هـ", "٫", "«",       "\t"};
    std::mt19937 random(1);
    for (int round = 0; round < 3000; ++round) {
      std::string text;
      for (auto i = random() % 30; i > 0; --i) text += kPieces.at(random() % kPieces.size());
      check_text(text);
    }
  }

  TEST_CASE("a plain text takes a byte for each mark and nothing for its words") {
    CHECK(Held("قال الوزير إن القرار جديد").gaps.empty());
    CHECK(Held("قال الوزير، إن القرار جديد.").gaps.size() == 2);
    CHECK(Held(repeated("كلمة ", 100) + "(كلمة").gaps.size() == 2);
  }

  TEST_CASE("a text can be read from any word on") {
    const Held held(mixed());
    for (std::size_t from = 0; from < held.words.size(); ++from) {
      const std::size_t begin = from == 0 ? 0 : held.places[from - 1].end;
      if (from > 0 && held.places[from].begin < begin) continue;  // amid a ligature
      TextReader reader = held.reader();
      reader.skip_to(from);
      std::string rest;
      for (TextPlace place; reader.next(rest, place);) {
      }
      reader.finish(rest);
      CHECK(reader.is_whole());
      CHECK(rest == mixed().substr(begin));
    }
  }

  TEST_CASE("damaged gaps are seen and never read beyond") {
    const Held held(mixed());
    std::mt19937 random(1);
    const auto read = [&](const std::string& gaps) {
      TextReader reader(gaps, held.words, held.spellings);
      std::string out;
      for (TextPlace place; reader.next(out, place);) {
      }
      reader.finish(out);
      return reader.is_whole() ? out : "";
    };
    for (std::size_t size = 0; size < held.gaps.size(); ++size) {
      CHECK(read(held.gaps.substr(0, size)) != mixed());
    }
    CHECK(read(held.gaps + "x").empty());
    for (int round = 0; round < 2000; ++round) {
      std::string gaps = held.gaps;
      gaps[random() % gaps.size()] = static_cast<char>(random());
      read(gaps);
    }
  }
}

}  // namespace
}  // namespace fihris::schema
