// Interned strings, and the words that an analyzer has met.
#include "indexer/analysis/vocabulary.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "indexer/analysis/analyzer.h"

namespace fihris::analysis {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("ids are dense and in order of first use") {
    Interner interner;
    CHECK(interner.intern("ب") == std::pair(0U, true));
    CHECK(interner.intern("أ") == std::pair(1U, true));
    CHECK(interner.intern("ب") == std::pair(0U, false));
    CHECK(interner.size() == 2);
    CHECK(interner[0] == "ب");
  }

  TEST_CASE("an empty string is a string like others") {
    Interner interner;
    CHECK(interner.intern("") == std::pair(0U, true));
    CHECK(interner.intern("") == std::pair(0U, false));
    CHECK(interner.intern("x") == std::pair(1U, true));
    CHECK(interner[0].empty());
  }

  TEST_CASE("ids and addresses stay while the interner grows") {
    Interner interner;
    interner.intern("first");
    const std::string_view first = interner[0];
    constexpr std::uint32_t kCount = 20000;
    for (std::uint32_t i = 1; i < kCount; ++i) {
      const auto [id, is_new] = interner.intern("word" + std::to_string(i));
      if (id != i || !is_new) FAIL("id " << id << " for word " << i);
    }
    CHECK(interner.size() == kCount);
    CHECK(interner[0].data() == first.data());
    for (std::uint32_t i = 1; i < kCount; ++i) {
      const auto [id, is_new] = interner.intern("word" + std::to_string(i));
      if (id != i || is_new) FAIL("id " << id << " for word " << i);
    }
  }

  TEST_CASE("strings of any length that differ in one byte have ids of their own") {
    constexpr size_t kLongest = 40;
    std::set<std::string> strings;
    for (size_t size = 0; size <= kLongest; ++size) {
      for (const char of : {'\0', 'a'}) {
        const std::string plain(size, of);
        strings.insert(plain);
        for (size_t at = 0; at < size; ++at) {
          for (const char other : {'\0', 'b', '\xFF'}) {
            std::string changed = plain;
            changed[at] = other;
            strings.insert(changed);
          }
        }
      }
    }
    Interner interner;
    for (const std::string& string : strings) CHECK(interner.intern(string).second);
    for (const std::string& string : strings) {
      const auto [id, is_new] = interner.intern(string);
      CHECK_FALSE(is_new);
      CHECK(interner[id] == string);
    }
  }

  TEST_CASE("strings longer than a block are kept whole") {
    StringArena arena;
    const std::string small = "كتاب";
    const std::string large(1U << 18U, 'x');
    const std::string_view kept_small = arena.keep(small);
    const std::string_view kept_large = arena.keep(large);
    const std::string_view kept_after = arena.keep(small);
    CHECK(kept_small == small);
    CHECK(kept_large == large);
    CHECK(kept_after == small);
    CHECK(arena.keep("").empty());
  }

  TEST_CASE("a word is analyzed once and keeps its number") {
    Analyzer analyzer;
    const auto first = analyzer.analyze("حكومة في حكومة");
    REQUIRE(first.size() == 3);
    const WordId government = first[0].word;
    CHECK(first[2].word == government);
    CHECK(analyzer.vocabulary().word_count() == 2);
    CHECK(analyzer.vocabulary().word(first[1].word).stop);
    const auto second = analyzer.analyze("والحكومة وحكومة حكومة");
    REQUIRE(second.size() == 3);
    CHECK(second[2].word == government);
    CHECK(analyzer.vocabulary().word_count() == 4);
    const Word& with_article = analyzer.vocabulary().word(second[0].word);
    CHECK(with_article.written == "والحكومة");
    CHECK(*with_article.begin() == *analyzer.vocabulary().word(government).begin());
  }

  TEST_CASE("scripts never share a term") {
    const auto term = [](CharClass kind, std::string_view written) {
      return analyze_word(kind, written).stems.front().term;
    };
    CHECK(term(CharClass::latin, "google") == "google");
    CHECK(term(CharClass::digit, "2024") == "2024");
    CHECK(term(CharClass::other, "москва").starts_with('\x01'));
    CHECK(static_cast<unsigned char>(term(CharClass::arabic, "كتاب").front()) >= 0x80);
  }

  TEST_CASE("the analyzer has one name") {
    CHECK(analyzer_name() == analyzer_name());
    CHECK(analyzer_name().starts_with("arabic-light/"));
  }

  TEST_CASE("an empty text has no tokens") {
    Analyzer analyzer;
    CHECK(analyzer.analyze("").empty());
    CHECK(analyzer.analyze(" \n«»").empty());
    CHECK(analyzer.vocabulary().word_count() == 0);
  }
}

}  // namespace
}  // namespace fihris::analysis
