// What is marked in the articles that a query finds.
#include "server/search/snippet.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

// The snippet of the one article with this body, its hits in square brackets.
std::string snippet_of(const std::string& body, std::string_view query) {
  const TinyIndex index({{"a", "عنوان", body}});
  const SearchResults results = index.search(query);
  REQUIRE(results.hits.size() == 1);
  return marked(results.hits[0].snippet);
}

const std::string kLongBody = [] {
  std::string body;
  for (int i = 0; i < 12; ++i)
    body += "جملة طويلة بلا معنى عن الطقس والبحر والجبال والأنهار هنا.\n\n";
  body += "وفي الوسط قالت الحكومة إن «القرار» لم يصدر بعد، وأضافت أن اللجنة تعمل عليه منذ شهر. ";
  for (int i = 0; i < 12; ++i) body += "جملة أخرى عن الشمس والقمر والنجوم والسحاب هناك. ";
  body += "\n\nوفي الختام عاد الوزير إلى العاصمة.";
  return body;
}();

TEST_SUITE("unit") {
  TEST_CASE("H1 the word is marked and no part of its neighbours") {
    CHECK(snippet_of("كُتَّاَبْ بيوت نبات ثمار", "نبات") == "كُتَّاَبْ بيوت [نبات] ثمار");
  }

  TEST_CASE("H2 the article of other words is not marked") {
    CHECK(snippet_of("ذكر الناس أن الرجال من الباقين في المدينة", "الباقين") ==
          "ذكر الناس أن الرجال من [الباقين] في المدينة");
  }

  TEST_CASE("H3 clitics are marked with their word") {
    CHECK(snippet_of("الرئيس وحكومته هنا", "حكومة") == "الرئيس [وحكومته] هنا");
  }

  TEST_CASE("H4 tatweel is marked with its word") {
    CHECK(snippet_of("قال الحمــــد لله", "الحمد") == "قال [الحمــــد] لله");
  }

  TEST_CASE("H5 digits of another script are marked as they stand") {
    CHECK(snippet_of("في عام ٢٠٢٤ صدر", "2024") == "في عام [٢٠٢٤] صدر");
  }

  TEST_CASE("H6 glyphs of presentation forms are marked as they stand") {
    const std::string glyphs = "\uFE8D\uFEDF\uFECC\uFEAE\uFE91\uFEF4\uFE94";
    const TinyIndex index({{"a", "عنوان", "اللغة " + glyphs + " جميلة"}});
    const SearchResults results = index.search("العربية");
    REQUIRE(results.hits.size() == 1);
    const bool kept = plain(index.article("a", "").body).find(glyphs) != std::string::npos;
    CHECK(marked(results.hits[0].snippet) == "اللغة [" + (kept ? glyphs : "العربية") + "] جميلة");
  }

  TEST_CASE("H7 each word of a phrase is marked") {
    CHECK(snippet_of("قرار للأُمَم المتحدة أمس", "\"الأمم المتحدة\"") ==
          "قرار [للأُمَم] [المتحدة] أمس");
  }

  TEST_CASE("H8 quotes stay outside the mark") {
    CHECK(snippet_of("بيان لـ«حماس» اليوم", "حماس") == "بيان لـ«[حماس]» اليوم");
  }

  TEST_CASE("H9 a mark never cuts a character or its combining marks") {
    const TinyIndex index({{"a", "عنوان", "هذه مَدْرَسَةٌ\u200F كبيرة 😀 مدرسةً\u200F أخرى"}});
    const SearchResults results = index.search("مدرسة");
    REQUIRE(results.hits.size() == 1);
    const Segments& snippet = results.hits[0].snippet;
    for (const TextSegment& segment : snippet) {
      CAPTURE(segment.text);
      CHECK((static_cast<unsigned char>(segment.text.front()) & 0xC0U) != 0x80);
      for (const std::string_view mark : {"ٌ", "ً", "َ", "ْ"})
        CHECK_FALSE(segment.text.starts_with(mark));
    }
    CHECK(std::ranges::count(snippet, true, &TextSegment::hit) == 2);
  }

  TEST_CASE("H10 markup of the text is text") {
    CHECK(snippet_of("قال <b>الوزير</b> &amp; غيره", "الوزير") == "قال <b>[الوزير]</b> &amp; غيره");
  }

  TEST_CASE("words of a phrase are marked only where they stand as one") {
    CHECK(snippet_of("الأمم كثيرة وقالت الأمم المتحدة إن المتحدة", "\"الأمم المتحدة\"") ==
          "الأمم كثيرة وقالت [الأمم] [المتحدة] إن المتحدة");
  }

  TEST_CASE("what is excluded is not marked and other spellings are") {
    CHECK(snippet_of("قال رئيس أميركا", "أمريكا -فرنسا") == "قال رئيس [أميركا]");
  }

  TEST_CASE("the word of a ligature is marked as its glyph once") {
    CHECK(snippet_of("قال محمد ﷺ ذلك", "\"صلى الله عليه وسلم\"") == "قال محمد [ﷺ] ذلك");
  }

  TEST_CASE("a joined name is marked whole") {
    const std::string body = "وصل وعبدالعزيز أمس";
    const TinyIndex index({{"a", "عنوان", body}});
    const SearchResults results = index.search("عبد العزيز");
    REQUIRE(results.hits.size() == 1);
    CHECK(plain(results.hits[0].snippet) == body);
    CHECK(marked(results.hits[0].snippet) == "وصل [وعبدالعزيز] أمس");
  }

  TEST_CASE("segments of a snippet join to text of the article") {
    const TinyIndex index({{"a", "عنوان", kLongBody}});
    for (const std::string_view query :
         {"الحكومة", "القرار", "الوزير", "القرار الوزير", "الجبال", "السحاب", "الحكومة العاصمة"}) {
      CAPTURE(query);
      const SearchResults results = index.search(query);
      REQUIRE(results.hits.size() == 1);
      std::string text = plain(results.hits[0].snippet);
      CHECK_FALSE(text.empty());
      CHECK(std::ranges::count(results.hits[0].snippet, true, &TextSegment::hit) >= 1);
      const std::string_view ellipsis = "…";
      size_t parts = 0;
      while (!text.empty()) {
        const size_t at = std::min(text.find(ellipsis), text.size());
        std::string part = text.substr(0, at);
        text.erase(0, std::min(at + ellipsis.size(), text.size()));
        part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
        part.erase(part.find_last_not_of(' ') + 1);
        CAPTURE(part);
        CHECK(kLongBody.find(part) != std::string::npos);
        ++parts;
      }
      CHECK(parts <= 5);
    }
  }

  TEST_CASE("no segment is empty and no two hits are beside each other") {
    const TinyIndex index({{"a", "الحكومة والوزير", kLongBody}});
    const SearchResults results = index.search("الحكومة الوزير");
    REQUIRE(results.hits.size() == 1);
    for (const Segments* segments : {&results.hits[0].title, &results.hits[0].snippet}) {
      for (size_t i = 0; i < segments->size(); ++i) {
        CHECK_FALSE((*segments)[i].text.empty());
        if (i > 0) CHECK_FALSE(((*segments)[i].hit && (*segments)[i - 1].hit));
      }
    }
  }

  TEST_CASE("title and body are shown whole") {
    const TinyIndex index({{"a", "قرار الحكومة", kLongBody}});
    const MarkedArticle shown = index.article("a", "الحكومة");
    CHECK(marked(shown.title) == "قرار [الحكومة]");
    CHECK(plain(shown.body) == kLongBody);
    CHECK(std::ranges::count(shown.body, true, &TextSegment::hit) == 1);
    const MarkedArticle unmarked = index.article("a", "");
    CHECK(plain(unmarked.body) == kLongBody);
    CHECK(std::ranges::count(unmarked.body, true, &TextSegment::hit) == 0);
  }

  TEST_CASE("an article without title shows its first sentence") {
    const TinyIndex index({{"a", "", "قالت الحكومة شيئا. ثم سكتت."}});
    const SearchResults results = index.search("الحكومة");
    REQUIRE(results.hits.size() == 1);
    CHECK(marked(results.hits[0].title).starts_with("قالت [الحكومة] شيئا."));
  }
}

}  // namespace
}  // namespace fihris::search
