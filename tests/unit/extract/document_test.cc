#include "indexer/extract/document.h"

#include <doctest/doctest.h>

namespace fihris::extract {

namespace {

const std::vector<Paragraph> kText{{"عنوان في النص", true}, {"فقرة أولى طويلة بعض الشيء.", false}};

TEST_SUITE("unit") {
  TEST_CASE("a document says its title and author and date") {
    const auto article = make_article({"عنوان الملف", "ندى", "2021-06-01T10:00:00Z"}, kText);
    CHECK(article.title == "عنوان الملف");
    CHECK(article.author == "ندى");
    CHECK(article.date == "2021-06-01");
    CHECK(article.body == "عنوان في النص\n\nفقرة أولى طويلة بعض الشيء.");
  }

  TEST_CASE("nonsense that programs write is no title and no author") {
    for (const std::string title : {"Microsoft Word - تقرير.doc", "untitled", "Document1", ""}) {
      CAPTURE(title);
      const auto article = make_article({title, "Administrator", "D:2021"}, kText);
      CHECK(article.title == "عنوان في النص");
      CHECK(article.author == "");
      CHECK(article.date == "");
      CHECK(article.body == "فقرة أولى طويلة بعض الشيء.");
    }
  }

  TEST_CASE("a date in the text is of the article and one of the file only of the file") {
    const auto article =
        make_article({"", "", "2026-01-01"},
                     {{"عنوان", true}, {"نشر في 4 فبراير 2025", false}, {"نص المقال.", false}});
    CHECK(article.date == "2025-02-04");
  }

  TEST_CASE("a date alone above the text is the date of the article and no part of its text") {
    const auto article = make_article(
        {"", "", "2026-01-01"}, {{"عنوان", true}, {"2024-03-05", false}, {"نص المقال.", false}});
    CHECK(article.date == "2024-03-05");
    CHECK(article.body == "نص المقال.");
  }

  TEST_CASE("a document without text has no body") {
    CHECK(make_article({"عنوان", "", ""}, {}).body == "عنوان");
    CHECK(make_article({}, {}).body == "");
  }
}

}  // namespace

}  // namespace fihris::extract
