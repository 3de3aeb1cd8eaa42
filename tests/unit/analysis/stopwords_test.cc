// Function words.
#include "indexer/analysis/stopwords.h"

#include "indexer/analysis/vocabulary.h"
#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("function and question words and their typing habits are stop words") {
    for (const std::string_view word :
         {"في",   "فى", "من", "إلى", "الى", "على", "عن",  "هذا",   "هذه", "الذي", "الذى",
          "التي", "أن", "ان", "إن",  "لم",  "قد",  "كيف", "لماذا", "the", "of"}) {
      CAPTURE(word);
      CHECK_FALSE(find_stop_word(word).empty());
    }
  }

  TEST_CASE("a clitic before a stop word is seen through") {
    for (const std::string_view word :
         {"وعلى", "فإن", "بأن", "لأن", "ولم", "فهو", "بهذا", "لذلك", "وفي", "ومن"}) {
      CAPTURE(word);
      CHECK_FALSE(find_stop_word(word).empty());
    }
  }

  TEST_CASE("content words that look like stop words are none") {
    for (const std::string_view word : {"علي", "ولاية", "أمن", "فهم", "وهم", "كتاب", "مصر", "أحد",
                                        "وطن", "بناء", "google", "", "2024"}) {
      CAPTURE(word);
      CHECK(find_stop_word(word).empty());
    }
  }

  TEST_CASE("spellings of one stop word have one listed form") {
    CHECK(find_stop_word("هذى") == find_stop_word("هذي"));
    CHECK(find_stop_word("وعلى") == find_stop_word("على"));
    CHECK(find_stop_word("فإن") == find_stop_word("إن"));
    for (const std::string_view word : {"الى", "الي", "إلي", "والى"}) {
      CAPTURE(word);
      CHECK(find_stop_word(word) == "إلى");
    }
    CHECK(find_stop_word("فى") == "في");
    CHECK(find_stop_word("حتي") == "حتى");
    CHECK(find_stop_word("سوي").empty());
  }

  TEST_CASE("the unfolded form decides and a stop word keeps one term") {
    const WordAnalysis preposition = analyze_word(CharClass::arabic, "على");
    CHECK(preposition.stop);
    REQUIRE(preposition.stems.size() == 1);
    const WordAnalysis name = analyze_word(CharClass::arabic, "علي");
    CHECK_FALSE(name.stop);
    CHECK(preposition.stems.front().term != name.stems.front().term);
    CHECK(analyze_word(CharClass::latin, "the").stop);
  }
}

}  // namespace
}  // namespace fihris::analysis
