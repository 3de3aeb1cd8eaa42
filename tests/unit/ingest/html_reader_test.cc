// The article in a web page, with what the page says of it.
#include "indexer/ingest/html/html_reader.h"

#include <doctest/doctest.h>

#include <string>

#include "indexer/ingest/html/page_metadata.h"

namespace fihris::ingest {
namespace {

constexpr std::string_view kPage = R"(<!DOCTYPE html>
<!-- saved from url=(0030)https://mina.example/old/17 -->
<html lang="ar"><head><title>عودة الصيادين إلى الميناء | صحيفة المرفأ</title>
<meta property="og:title" content="عودة الصيادين إلى الميناء">
<meta property="og:site_name" content="صحيفة المرفأ">
<link rel="canonical" href="https://mina.example/17">
<style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">الرئيسية</a><li><a href="/e">اقتصاد</a></ul></nav>
<div class="article-wrap"><h1>عودة الصيادين
  إلى الميناء</h1>
<div class="meta-line">كتب: سالم البحري | <time datetime="2024-03-05T08:00:00+03:00">أمس</time></div>
<div class="share-bar"><a href="#">فيسبوك</a> <a href="#">واتساب</a></div>
<div class="text"><p>عاد الصيادون إلى الميناء عند <b>الفجر</b>، وامتلأ السوق القديم بأسماك طازجة من كل نوع.</p>
<p>اقرأ أيضا: <a href="/9">أسعار السمك ترتفع في الأسواق قبل العيد</a></p>
<p>وقال كبير الصيادين إن الموسم جيد هذا العام،<br>وإن البحر هادئ منذ أسبوعين.</p>
<div class="related-posts"><h3>مواضيع ذات صلة</h3><a href="/1">مزارعو القمح ينتظرون المطر</a></div>
<p>وتستعد القرى المجاورة لموسم يمتد حتى نهاية الخريف، كما يقول أهلها.</p></div></div>
<aside><p>استطلاع: هل تأكل السمك كل أسبوع أم مرة في الشهر فقط؟</p></aside>
<section id="comments"><h2>التعليقات</h2><p>تعليق طويل من قارئ يحب السمك ويكتب كثيرا عن أيام الصيد القديمة.</p></section>
<footer>جميع الحقوق محفوظة</footer></body></html>)";

Article read(std::string_view html) {
  ReadReport report;
  const Result<Article> article = read_html_article(html, Hint{}, report);
  REQUIRE_MESSAGE(article.has_value(), html);
  return *article;
}

std::string error_of(std::string_view html) {
  ReadReport report;
  const Result<Article> article = read_html_article(html, Hint{}, report);
  return article ? "" : article.error().message;
}

TEST_SUITE("unit") {
  TEST_CASE("the article is taken out of its page") {
    const Article article = read(kPage);
    CHECK(article.title == "عودة الصيادين إلى الميناء");
    CHECK(article.body ==
          "عاد الصيادون إلى الميناء عند الفجر، وامتلأ السوق القديم بأسماك طازجة من كل نوع.\n\n"
          "وقال كبير الصيادين إن الموسم جيد هذا العام،\n\nوإن البحر هادئ منذ أسبوعين.\n\n"
          "وتستعد القرى المجاورة لموسم يمتد حتى نهاية الخريف، كما يقول أهلها.");
    CHECK(article.date == "2024-03-05");
    CHECK(article.author == "سالم البحري");
    CHECK(article.source == "صحيفة المرفأ");
    CHECK(article.url == "https://mina.example/17");
    CHECK(article.lang == "ar");
  }

  TEST_CASE("the encoding that a page declares is used") {
    ReadReport report;
    const Result<Article> article = read_html_article(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; "
        "charset=windows-1256\"></head><body><h1>\xC7\xE1\xD3\xE6\xDE</h1><p>"
        "\xDA\xC7\xCF \xC7\xE1\xD5\xED\xC7\xCF\xE6\xE4 \xC5\xE1\xEC \xC7\xE1\xE3\xED\xE4\xC7\xC1 "
        "\xDA\xE4\xCF \xC7\xE1\xDD\xCC\xD1.</p></body></html>",
        Hint{}, report);
    REQUIRE(article);
    CHECK(article->body == "عاد الصيادون إلى الميناء عند الفجر.");
    CHECK(report.encoding == "windows-1256");
    CHECK(report.repairs.empty());
  }

  TEST_CASE("a page without an article says so") {
    CHECK(error_of("") == kNoArticle);
    CHECK(error_of("<html><body><nav><a href=a>الرئيسية</a></nav></body></html>") == kNoArticle);
    CHECK(error_of("<form><p>أدخل اسمك وكلمة السر حتى نعرف من أنت يا صديقنا.</p></form>") ==
          kNoArticle);
    std::string home = "<html><body><main>";
    for (int i = 0; i < 6; ++i) {
      home +=
          "<div class=card><h2><a href=/1>عنوان خبر من أخبار اليوم الكثيرة</a></h2>"
          "<p>مقدمة قصيرة من سطر واحد تقول شيئا عن هذا الخبر ثم تنتهي سريعا.</p></div>";
    }
    CHECK(error_of(home) == kNoArticle);
  }

  TEST_CASE("a plain page and a text with another name are read") {
    CHECK(read("<h1>عنوان</h1><p>نص قصير جدا من سطر واحد، لكنه مقال عن البحر والسفن.").title ==
          "عنوان");
    CHECK(read("<p>سطر واحد فقط عن البحر.</p>").body == "سطر واحد فقط عن البحر.");
  }

  TEST_CASE("the author is found in an element that is named so") {
    const Article article = read(
        "<h1>عودة الصيادين</h1><p class=byline>بقلم: سالم البحري</p><p>عاد الصيادون إلى الميناء "
        "عند "
        "الفجر، وامتلأ السوق القديم بأسماك طازجة من كل نوع.</p>");
    CHECK(article.author == "سالم البحري");
  }

  TEST_CASE("JSON-LD is understood in a graph and with references") {
    const PageMetadata said = read_json_ld(R"(// <![CDATA[
      {"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "name": "صفحة"},
        {"@type": ["NewsArticle"], "headline": "ثمن &quot;الخبز&quot;", "datePublished": "2023-11-02T10:00:00+02:00",
         "author": [{"@id": "#a"}, {"name": "ليلى"}], "publisher": {"@id": "#p"}, "inLanguage": "ar-EG",
         "mainEntityOfPage": {"@id": "https://a.example/1"}},
        {"@type": "Person", "@id": "#a", "name": "هدى
 سالم"}, {"@type": "Organization", "@id": "#p", "name": "المرفأ"}]} // ]]>)");
    CHECK(said.is_article);
    CHECK(said.title == "ثمن \"الخبز\"");
    CHECK(said.date == "2023-11-02");
    CHECK(said.author == "هدى سالم، ليلى");
    CHECK(said.source == "المرفأ");
    CHECK(said.url == "https://a.example/1");
    CHECK_FALSE(read_json_ld("{broken").is_article);
    CHECK_FALSE(read_json_ld(R"({"@type": "Product", "name": "قدر"})").is_article);
  }

  TEST_CASE("pages nested without end are an error in no time") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<div>";
    CHECK(error_of(deep) == "elements nested more than 250 levels deep");
  }
}

}  // namespace
}  // namespace fihris::ingest
