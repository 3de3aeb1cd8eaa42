// Dates in all the ways that Arabic pages write them: tests/golden/dates.tsv, and lines about
// dates.
#include "indexer/analysis/date_parser.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/files.h"
#include "tests/support/paths.h"

namespace fihris::analysis {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("dates of every form in the table are found") {
    for (const auto& row :
         test::read_table(test::source_folder() / "tests" / "golden" / "dates.tsv")) {
      REQUIRE(row.size() == 2);
      const std::string& text = row[0];
      CAPTURE(text);
      CHECK(parse_date(text).value_or("-") == row[1]);
    }
  }

  TEST_CASE("a line of nothing but date and time is a date line") {
    for (const std::string_view line :
         {"الإثنين، 22 سبتمبر 2025", "01:40 ص", "نُشر: السبت، ٨ فبراير ٢٠٢٥", "الأحد",
          "آخر تحديث: الجمعة 3 شباط/فبراير 2023 الساعة 18:30", "2025-10-05", "00:00 / 04:12",
          "15 مايو 2024 - 10:22 بتوقيت غرينتش", "5 شوال 1444 هـ الموافق 25 أبريل 2023 م"}) {
      CAPTURE(line);
      CHECK(is_date_line(line));
    }
  }

  TEST_CASE("a line that says more than a date is none") {
    for (const std::string_view line :
         {"أسعار الذهب اليوم الثلاثاء 12 مارس 2024", "الخميس الأول من كل شهر", "سنة 2025", "2025",
          "في اليوم", "كتب أحمد", "", "مونديال قطر 2022"}) {
      CAPTURE(line);
      CHECK_FALSE(is_date_line(line));
    }
  }

  TEST_CASE("words beside a date are counted") {
    CHECK(words_beside_date("نشر في: 4 فبراير 2025 - 01:40 ص") == 0U);
    CHECK(words_beside_date("بيروت، أحمد علي، 4 فبراير 2025") == 3U);
    CHECK_FALSE(words_beside_date("بيروت، أحمد علي").has_value());
  }

  TEST_CASE("only real days in the one form are ISO dates") {
    CHECK(is_iso_date("2024-02-29"));
    for (const std::string_view text :
         {"2023-02-29", "2024-2-29", "2024-13-01", "2024-02-29 ", "", "٢٠٢٤-٠٢-٢٩"}) {
      CAPTURE(text);
      CHECK_FALSE(is_iso_date(text));
    }
  }
}

}  // namespace
}  // namespace fihris::analysis
