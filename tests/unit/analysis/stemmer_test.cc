// Words and their terms: tests/golden/stems.tsv, and what must or must not meet.
#include "indexer/analysis/stemmer.h"

#include <algorithm>
#include <array>
#include <set>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/letters.h"
#include "indexer/analysis/tokenizer.h"
#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

std::string written_of(std::string_view text) {
  std::string written;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) written += token.written;
  return written;
}

std::string terms_of(std::string_view text) {
  std::vector<std::string> terms;
  for (const Stem& stem : stem(written_of(text))) terms.push_back(to_utf8(stem.term));
  return test::joined(terms, ",");
}

bool meet(std::string_view a, std::string_view b) {
  const std::vector<Stem> of_b = stem(b);
  return std::ranges::any_of(stem(a), [&](const Stem& stem_of_a) {
    return std::ranges::find(of_b, stem_of_a.term, &Stem::term) != of_b.end();
  });
}

using Pair = std::pair<std::string_view, std::string_view>;

TEST_SUITE("unit") {
  TEST_CASE("words of the table have the terms that a reader expects") {
    for (const test::GoldenRow& row : test::golden("stems.tsv")) {
      CAPTURE(row.text);
      const std::string terms = terms_of(row.text);
      if (row.section == "known_wrong") {
        const std::string verdict = terms == row.expected ? "now right: " : "known wrong: ";
        const std::string line = verdict + row.text + " has " + terms + " and not " + row.expected;
        MESSAGE(line);
      } else {
        CHECK(terms == row.expected);
      }
    }
  }

  TEST_CASE("forms of one word meet") {
    static constexpr std::array<Pair, 16> kPairs{{{"حكومة", "وحكومتهم"},
                                                  {"سيارة", "السيارات"},
                                                  {"دولة", "الدول"},
                                                  {"لاعب", "لاعبيه"},
                                                  {"فلسطين", "الفلسطينيين"},
                                                  {"أعلن", "ستعلن"},
                                                  {"لغة", "للغة"},
                                                  {"الله", "لله"},
                                                  {"مسئول", "المسؤولين"},
                                                  {"كتاب", "كتابهم"},
                                                  {"قرار", "قرارا"},
                                                  {"مستشفى", "المستشفيات"},
                                                  {"مصر", "لمصر"},
                                                  {"وزير", "الوزراء"},
                                                  {"الكتٰب", "كتاب"},
                                                  {"الرحمٰن", "الرحمن"}}};
    for (const auto& [a, b] : kPairs) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK(meet(a, b));
    }
  }

  TEST_CASE("words that only look alike do not meet") {
    static constexpr std::array<Pair, 18> kPairs{{{"لبنان", "لبن"},
                                                  {"عمان", "عم"},
                                                  {"واحد", "الأحد"},
                                                  {"السلطان", "السلطة"},
                                                  {"حسين", "حس"},
                                                  {"إله", "آل"},
                                                  {"وزير", "زير"},
                                                  {"بعيد", "عيد"},
                                                  {"وزارة", "زار"},
                                                  {"وكالة", "كال"},
                                                  {"بوتين", "وتين"},
                                                  {"بغداد", "غداد"},
                                                  {"فيلم", "يلم"},
                                                  {"ولاية", "لاية"},
                                                  {"والدة", "دة"},
                                                  {"كورونا", "كور"},
                                                  {"القرآن", "قرأ"},
                                                  {"ماء", "ما"}}};
    for (const auto& [a, b] : kPairs) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK_FALSE(meet(a, b));
    }
  }

  TEST_CASE("a word has one to four terms and none twice or empty") {
    for (const test::GoldenRow& row : test::golden("stems.tsv")) {
      CAPTURE(row.text);
      const std::vector<Stem> stems = stem(written_of(row.text));
      CHECK_FALSE(stems.empty());
      CHECK(stems.size() <= kMaxStems);
      std::set<Letters> seen;
      for (const Stem& one : stems) {
        CHECK_FALSE(one.term.empty());
        CHECK(std::ranges::all_of(one.term, is_letter_byte));
        CHECK(seen.insert(one.term).second);
      }
    }
  }

  TEST_CASE("the rule tells people what was taken off") {
    const std::vector<Stem> stems = stem("دول");
    REQUIRE(stems.size() == 2);
    CHECK(rule_of(stems[0]) == "lexicon");
    CHECK(rule_of(stems[1]) == "broken plural");
    CHECK(rule_of(stem("وحكومتهم").front()) == "و- -هم -ت lexicon");
    CHECK(rule_of(stem("فلسطيني").front()) == "nisba");
    CHECK(rule_of(stem("ولبنان").front()) == "و- protected");
    CHECK(rule_of(stem("سيكتبون").front()) == "س- -ون verb");
    CHECK(rule_of(stem("زغربون").front()) == "unknown");
  }

  // Known wrong: the reading of a defective noun adds its ي to no letters at all.
  TEST_CASE("what has no letters to fold keeps its written form") {
    CHECK(stem("ۥ").front().term == "ۥ");
    CHECK(stem("\u0670").front().term == "\u0670");
  }

  // Found by fuzzing: the dictionary lists hundreds of verbs under single letters.
  TEST_CASE("a single letter has one term") {
    for (const std::string_view letter : {"ي", "ى", "ا", "ك", "و"}) {
      CAPTURE(letter);
      CHECK(stem(letter).size() == 1);
    }
  }

  TEST_CASE("a hamza alone is a letter") { CHECK(stem("ء").front().term == letters_of("ء")); }

  TEST_CASE("proclitics are taken off but no letters of a known word") {
    CHECK(to_utf8(without_proclitics("وبالتكلفة")) == "تكلفه");
    CHECK(to_utf8(without_proclitics("للحكومة")) == "حكومه");
    CHECK(to_utf8(without_proclitics("وزير")) == "وزير");
    CHECK(to_utf8(without_proclitics("بعيد")) == "بعيد");
    CHECK(to_utf8(without_proclitics("والدة")) == "والده");
    CHECK(to_utf8(without_proclitics("والوالدة")) == "والده");
    CHECK(to_utf8(without_proclitics("وكتاب")) == "كتاب");
    CHECK(without_proclitics("google") == "google");
  }

  TEST_CASE("words are known by their folded letters") {
    CHECK(is_known_word(fold("مدرسة")));
    CHECK(is_known_word(fold("لبنان")));
    CHECK(is_known_word(fold("غوغل")));
    CHECK_FALSE(is_known_word(fold("زغربون")));
    CHECK_FALSE(is_known_word(""));
  }
}

}  // namespace
}  // namespace fihris::analysis
