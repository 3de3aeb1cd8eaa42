// Captured pages -> articles: single rules on small pages, then whole pages with what a reader
// expects.
#include "indexer/ingest/page_text.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/shared_data.h"

namespace fihris::ingest {
namespace {

constexpr std::string_view kFirst = "هذه فقرة أولى طويلة بما يكفي لتكون نصا يقرؤه القارئ حتى آخره.";
constexpr std::string_view kSecond = "وهذه فقرة ثانية تكمل ما بدأته الأولى وتنتهي بنقطة كما ينبغي.";
constexpr std::string_view kThird = "أما الثالثة فتختم الكلام كله ولا تزيد عليه شيئا.";

std::string lines(std::initializer_list<std::string_view> parts, std::string_view between = "\n") {
  std::string text;
  for (const std::string_view part : parts) {
    text += text.empty() ? "" : between;
    text += part;
  }
  return text;
}

std::string paragraphs(std::initializer_list<std::string_view> parts) {
  return lines(parts, "\n\n");
}

std::string text_of(const nlohmann::json& page, const char* member) {
  return page.contains(member) && page[member].is_string() ? page[member].get<std::string>() : "";
}

void check_page(const PageText& page, const nlohmann::json& expected) {
  CHECK(page.title == text_of(expected, "title"));
  CHECK(page.source == text_of(expected, "source"));
  CHECK(page.date == text_of(expected, "date"));
  if (expected.contains("author")) CHECK(page.author == text_of(expected, "author"));
  CHECK(page.body.starts_with(text_of(expected, "body_first")));
  CHECK(page.body.ends_with(text_of(expected, "body_last")));
  for (const std::string& unwanted : expected.value("body_not", std::vector<std::string>{})) {
    CAPTURE(unwanted);
    CHECK(page.body.find(unwanted) == std::string::npos);
  }
  for (const std::string& heading : expected.value("headings", std::vector<std::string>{})) {
    CAPTURE(heading);
    CHECK(("\n\n" + page.body + "\n\n").find("\n\n" + heading + "\n\n") != std::string::npos);
  }
}

// Every page that `expectations` describes, from `folder`.
void check_pages(const std::filesystem::path& expectations, const std::filesystem::path& folder) {
  const auto table = nlohmann::json::parse(test::read_file(expectations));
  REQUIRE_FALSE(table["articles"].empty());
  for (const auto& expected : table["articles"]) {
    const std::string file = expected["file"];
    CAPTURE(file);
    if (std::filesystem::exists(folder / file)) {
      check_page(extract_page(test::read_file(folder / file)), expected);
    }
  }
}

TEST_SUITE("unit") {
  TEST_CASE("a short first line before paragraphs is the title") {
    const PageText page =
        extract_page(lines({"عنوان المقال القصير هنا", kFirst, "عنوان داخلي", kSecond}));
    CHECK(page.title == "عنوان المقال القصير هنا");
    CHECK(page.body == paragraphs({kFirst, "عنوان داخلي", kSecond}));
  }

  TEST_CASE("of several lines above the article the repeated one is the title") {
    const PageText page =
        extract_page(lines({"أخبار الاقتصاد والمال والأعمال", "كيف تغير سعر القمح هذا العام",
                            "كيف تغير سعر القمح هذا العام", kFirst, kSecond}));
    CHECK(page.title == "كيف تغير سعر القمح هذا العام");
    CHECK(page.body == paragraphs({kFirst, kSecond}));
  }

  TEST_CASE("a page without a title has none and shows its first sentence") {
    Article article;
    article.body = extract_page(lines({kFirst, kSecond})).body;
    CHECK(extract_page(lines({kFirst, kSecond})).title.empty());
    CHECK(display_title(article) == kFirst);
  }

  TEST_CASE("a long first sentence is cut at a word for the title shown") {
    Article article;
    article.body = "كلمة ";
    for (int i = 0; i < 40; ++i) article.body += "طويلة ";
    const std::string title = display_title(article);
    CHECK(title.ends_with("طويلة…"));
    CHECK(title.size() < 170);
  }

  TEST_CASE("a degree before a name does not end the sentence shown as title") {
    Article article;
    article.body = "قال د. أحمد إن القمح بخير. ثم سكت.";
    CHECK(display_title(article) == "قال د. أحمد إن القمح بخير.");
    article.body = "سطر أول\n\nسطر ثان";
    CHECK(display_title(article) == "سطر أول");
    article.title = "عنوان";
    CHECK(display_title(article) == "عنوان");
  }

  TEST_CASE("the name of the site leaves the title of the browser window") {
    const PageText page =
        extract_page(lines({"كيف تغير سعر القمح هذا العام - صحيفة الحقول", kFirst, kSecond}));
    CHECK(page.title == "كيف تغير سعر القمح هذا العام");
    CHECK(page.source == "صحيفة الحقول");
    const PageText twice = extract_page(lines({"كيف تغير سعر القمح هذا العام | الحقول نت",
                                               "كيف تغير سعر القمح هذا العام", kFirst, kSecond}));
    CHECK(twice.title == "كيف تغير سعر القمح هذا العام");
    CHECK(twice.body == paragraphs({kFirst, kSecond}));
  }

  TEST_CASE("lines about date and author and source fill their fields") {
    const PageText page = extract_page(
        lines({"حصاد القمح يبدأ في الجنوب", "كتبت: منى السيد - القاهرة", "آخر تحديث: 5 مايو 2024",
               "نشر في: 3 أيار/مايو 2024 - 10:30 ص", kFirst, kSecond, "المصدر: صحيفة الحقول"}));
    CHECK(page.title == "حصاد القمح يبدأ في الجنوب");
    CHECK(page.author == "منى السيد");
    CHECK(page.date == "2024-05-03");
    CHECK(page.source == "صحيفة الحقول");
    CHECK(page.body == paragraphs({kFirst, kSecond}));
  }

  TEST_CASE("a date in a title does not make it a line about the date") {
    const PageText page =
        extract_page(lines({"أسعار الذهب اليوم الثلاثاء 12 مارس 2024", kFirst, kSecond}));
    CHECK(page.title == "أسعار الذهب اليوم الثلاثاء 12 مارس 2024");
  }

  TEST_CASE("dates inside the article are its headings") {
    const PageText page = extract_page(lines(
        {"محطات الثورة الصناعية الأولى", kFirst, "14 يوليو 1789", kSecond, "الخميس", kThird}));
    CHECK(page.body == paragraphs({kFirst, "14 يوليو 1789", kSecond, "الخميس", kThird}));
    CHECK(page.date.empty());
  }

  TEST_CASE("links to other articles inside the text go and the headings stay") {
    const PageText page = extract_page(lines(
        {"عنوان المقال القصير هنا", kFirst, "اقرأ أيضاً: خبر آخر تماما", "عنوان داخلي", kSecond,
         "مواضيع ذات صلة", "خبر عن شيء آخر بعيد", "خبر ثان عن شيء أبعد", "خاتمة", kThird}));
    CHECK(page.body == paragraphs({kFirst, "عنوان داخلي", kSecond, "خاتمة", kThird}));
  }

  TEST_CASE("a poll goes with its question and options") {
    const std::string_view question = "هل تؤيد زيادة سعر الخبز؟";
    CHECK(extract_page(lines({"عنوان المقال القصير هنا", kFirst, "استطلاع رأي", question, "• نعم",
                              "• لا", "عنوان داخلي", kSecond}))
              .body == paragraphs({kFirst, "عنوان داخلي", kSecond}));
    CHECK(extract_page(lines({kFirst, "", "إستطلاع رأى", question, "نعم", "لا", "لا أدري", "",
                              "عنوان داخلي", "", kSecond}))
              .body == paragraphs({kFirst, "عنوان داخلي", kSecond}));
  }

  TEST_CASE("verses and lists inside an article stay") {
    const PageText page = extract_page(
        lines({"قصيدة في مدح القمح", kFirst, "يا سنبلا في الحقول", "يا ذهبا في الفصول", "- طحين",
               "- ماء", "- ملح", kSecond, "يا سنبلا في الحقول", "يا ذهبا في الفصول"}));
    CHECK(page.body ==
          paragraphs({kFirst, "يا سنبلا في الحقول", "يا ذهبا في الفصول", "- طحين", "- ماء", "- ملح",
                      kSecond, "يا سنبلا في الحقول", "يا ذهبا في الفصول"}));
  }

  TEST_CASE("below the article nothing after the first piece of furniture counts") {
    const PageText page =
        extract_page(lines({"عنوان المقال القصير هنا", kFirst, kSecond, "بيت القصيد الأخير",
                            "شارك الخبر", "خبر لا شأن له", "جميع الحقوق محفوظة"}));
    CHECK(page.body == paragraphs({kFirst, kSecond, "بيت القصيد الأخير"}));
  }

  TEST_CASE("sentences that begin like furniture stay") {
    for (const std::string_view sentence :
         {"شارك اللاعب في المباراة الأولى وسجل هدفين", "كتب الرئيس رسالة إلى الوزير",
          "المصدر الأول للدخل هو القناة", "اشترك في البطولة عشرون فريقا",
          "شارك على مدى عامين في الحفر", "شارك هذا العام ألف عداء", "تصويت",
          "نشر الجيش قواته على الحدود", "استطلاع رأي أجري هذا العام يقول عكس ذلك"}) {
      CAPTURE(sentence);
      CHECK(extract_page(lines({"عنوان المقال القصير هنا", kFirst, sentence, kSecond})).body ==
            paragraphs({kFirst, sentence, kSecond}));
    }
  }

  TEST_CASE("a notice above the title goes and a summary below it stays") {
    const std::string_view notice = "نحن نهتم بخصوصيتك ونطلب منك الموافقة قبل أن تواصل.";
    const std::string_view summary = "المطر جاء هذا العام في موعده فعاد الفلاحون إلى حقولهم.";
    const PageText page =
        extract_page(lines({notice, "حصاد القمح يبدأ في الجنوب", summary, "كتبت: منى السيد",
                            "3 مايو 2024 - 10:30 ص", kFirst, kSecond}));
    CHECK(page.title == "حصاد القمح يبدأ في الجنوب");
    CHECK(page.author == "منى السيد");
    CHECK(page.date == "2024-05-03");
    CHECK(page.body == paragraphs({summary, kFirst, kSecond}));
  }

  TEST_CASE("comments of readers are not the article") {
    const PageText page =
        extract_page(lines({"عنوان المقال القصير هنا", "3 تعليقات", kFirst, "عنوان داخلي", kSecond,
                            "تعليقات الزوار", "قارئ من الجنوب", kThird}));
    CHECK(page.body == paragraphs({kFirst, "عنوان داخلي", kSecond}));
  }

  TEST_CASE("a page of nothing but furniture keeps its lines") {
    CHECK(extract_page("شارك\nفيسبوك\n").body == "شارك\nفيسبوك");
    CHECK(extract_page("").body.empty());
    CHECK(extract_page("كلمة").body == "كلمة");
  }

  TEST_CASE("a text of two short lines is a title and a body") {
    const PageText page = extract_page("قافلة الجمال\n\nعبرت قافلة الجمال الصحراء\n");
    CHECK(page.title == "قافلة الجمال");
    CHECK(page.body == "عبرت قافلة الجمال الصحراء");
  }

  TEST_CASE("the captured pages give what their readers expect") {
    const auto seeds = test::shared_data("seeds");
    if (seeds) check_pages(*seeds / "expected.json", *seeds);
  }

  TEST_CASE("the sample pages give what their readers expect") {
    const std::filesystem::path root = test::source_folder();
    for (const auto& entry : std::filesystem::directory_iterator(root / "tests" / "golden")) {
      const std::string name = entry.path().filename().string();
      CAPTURE(name);
      if (name.starts_with("corpus_pages")) check_pages(entry.path(), root / "corpus" / "pages");
    }
  }
}

}  // namespace
}  // namespace fihris::ingest
