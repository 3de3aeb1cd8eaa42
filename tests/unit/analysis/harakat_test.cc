// Harakat that a query types bind where the text has others.
#include "indexer/analysis/harakat.h"

#include <doctest/doctest.h>

#include "indexer/analysis/joined_names.h"

namespace fihris::analysis {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("vowel marks are seen and tatweel or a dagger alef is none") {
    CHECK(has_harakat("عَلم"));
    CHECK(has_harakat("قرارًا"));
    CHECK(has_harakat("مدّ"));
    CHECK_FALSE(has_harakat("علم"));
    CHECK_FALSE(has_harakat("علـــم"));
    CHECK_FALSE(has_harakat("الرحمٰن"));
    CHECK_FALSE(has_harakat(""));
    CHECK_FALSE(has_harakat("\xD9"));
  }

  TEST_CASE("what either side leaves out is free") {
    CHECK(agrees_with_harakat("عَلَم", "علم"));
    CHECK(agrees_with_harakat("علم", "عِلْمٌ"));
    CHECK(agrees_with_harakat("عَلَم", "عَلَمُ"));
    CHECK(agrees_with_harakat("عَلَم", "عَلم"));
    CHECK(agrees_with_harakat("", ""));
  }

  TEST_CASE("a vowel that differs contradicts") {
    CHECK_FALSE(agrees_with_harakat("عَلَم", "عِلْم"));
    CHECK_FALSE(agrees_with_harakat("عَلَم", "عَلِم"));
    CHECK_FALSE(agrees_with_harakat("كتابٌ", "كتابٍ"));
  }

  TEST_CASE("a shadda contradicts a bare vowel and not a bare letter") {
    CHECK(agrees_with_harakat("عَلَّم", "علم"));
    CHECK(agrees_with_harakat("عَلَّم", "عَلَّمَ"));
    CHECK_FALSE(agrees_with_harakat("عَلَّم", "عَلَمَ"));
    CHECK(agrees_with_harakat("علَم", "علَّم"));
  }

  TEST_CASE("tatweel and controls and the order of marks do not matter") {
    CHECK(agrees_with_harakat("عَلَم", "عَـــلَم"));
    CHECK(agrees_with_harakat("عَلَم", "\u200Fعَلَم"));
    CHECK(agrees_with_harakat("مدَّ", "مدَّ"));
    CHECK_FALSE(agrees_with_harakat("عَلَم", "عَـــلِم"));
  }

  TEST_CASE("words of different length never agree") {
    CHECK_FALSE(agrees_with_harakat("علم", "علوم"));
    CHECK_FALSE(agrees_with_harakat("علم", ""));
  }

  TEST_CASE("joined names have a border behind the first word") {
    CHECK(joined_name_border("عبدالله") == 3);
    CHECK(joined_name_border("وعبدالعزيز") == 4);
    CHECK(joined_name_border("ولعبدالرحمن") == 5);
    CHECK(joined_name_border("عبد") == 0);
    CHECK(joined_name_border("عبدال") == 0);
    CHECK(joined_name_border("عبداله") == 0);
    CHECK(joined_name_border("كتاب") == 0);
    CHECK(joined_name_border("") == 0);
  }
}

}  // namespace
}  // namespace fihris::analysis
