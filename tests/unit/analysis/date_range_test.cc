// Ranges of days in all the ways that searchers write them: tests/golden/date_ranges.tsv.
#include "indexer/analysis/date_range.h"

#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("what searchers write for days is the range beside it") {
    for (const test::GoldenRow& row : test::golden("date_ranges.tsv")) {
      CAPTURE(row.text);
      const auto range = parse_date_range(row.text);
      CHECK((range ? to_string(*range) : "-") == row.expected);
    }
  }

  TEST_CASE("a long text is no range of days") {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "2015-";
    CHECK_FALSE(parse_date_range(text));
  }
}

}  // namespace
}  // namespace fihris::analysis
