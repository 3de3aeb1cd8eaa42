#include "indexer/extract/markup_text.h"

#include <doctest/doctest.h>

#include "tests/support/encode.h"

namespace fihris::extract {

namespace {

std::vector<Paragraph> paragraphs_of(std::string_view bytes, Markup markup) {
  ingest::ReadReport read;
  const auto paragraphs = read_paragraphs(bytes, markup, read);
  REQUIRE(paragraphs.has_value());
  return *paragraphs;
}

std::vector<std::string> texts(const std::vector<Paragraph>& paragraphs) {
  std::vector<std::string> texts;
  for (const Paragraph& paragraph : paragraphs) texts.push_back(paragraph.text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST_SUITE("unit") {
  TEST_CASE("paragraphs of Word are joined from their runs") {
    const auto paragraphs = paragraphs_of(
        "<w:document xmlns:w='w'><w:body>"
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>العنوان</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>نص </w:t></w:r><w:r><w:tab/><w:t>متصل</w:t><w:br/><w:t>وسطر</w:t></w:r>"
        "<w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del></w:p><w:p/>"
        "</w:body></w:document>",
        Markup::word);
    CHECK(texts(paragraphs) == Texts{"العنوان", "نص متصل وسطر"});
    CHECK(paragraphs[0].heading);
    CHECK_FALSE(paragraphs[1].heading);
  }

  TEST_CASE("a table row is one line") {
    CHECK(texts(paragraphs_of(
              "<w:tbl xmlns:w='w'><w:tr><w:tc><w:p><w:r><w:t>1850</w:t></w:r></w:p></w:tc><w:tc>"
              "<w:p><w:r><w:t>49 مليون</w:t></w:r></w:p><w:p><w:r><w:t>طن</w:t></w:r></w:p></w:tc>"
              "</w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
              Markup::word)) == Texts{"1850 | 49 مليون طن"});
  }

  TEST_CASE("OpenDocument has headings and spaces and notes") {
    const auto paragraphs = paragraphs_of(
        "<o xmlns:text='t' xmlns:office='o'><text:h>عنوان</text:h>"
        "<text:p>كلمة<text:s text:c='3'/>أخرى<text:note><text:note-citation>1</text:note-citation>"
        "</text:note><office:annotation><text:p>تعليق</text:p></office:annotation></text:p></o>",
        Markup::open_document);
    CHECK(texts(paragraphs) == Texts{"عنوان", "كلمة أخرى"});
    CHECK(paragraphs[0].heading);
  }

  TEST_CASE("HTML is read with all its faults") {
    CHECK(texts(paragraphs_of("<html><head><title>ت</title><style>p{}</style></head><body>"
                              "<h1>عنوان</h1><p>أول &amp; <b>ثان<p>ثالث&nbsp;رابع<br>خامس"
                              "<script>x()</script><div>سادس</body>",
                              Markup::html)) ==
          Texts{"عنوان", "أول & ثان", "ثالث\u00A0رابع خامس", "سادس"});
  }

  TEST_CASE("entities that a document declares are not expanded") {
    std::string bomb = "<!DOCTYPE d [<!ENTITY a 'لول'>";
    char last = 'a';
    for (char name = 'b'; name < 'm'; last = name++) {
      bomb += std::string("<!ENTITY ") + name + " '";
      for (int i = 0; i < 10; ++i) bomb += std::string("&") + last + ";";
      bomb += "'>";
    }
    bomb += "]><d xmlns:t='t'><t:p>قبل &amp; &l; بعد</t:p></d>";
    const auto paragraphs = paragraphs_of(bomb, Markup::open_document);
    REQUIRE(paragraphs.size() <= 1);
    for (const Paragraph& paragraph : paragraphs) CHECK(paragraph.text.size() < 100);
  }

  TEST_CASE("external entities are not fetched") {
    for (const Paragraph& paragraph : paragraphs_of(
             "<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><d><p>اسم &f;</p></d>",
             Markup::open_document)) {
      CHECK(paragraph.text == "اسم");
    }
  }

  TEST_CASE("markup nested without end is read in little memory") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<div>";
    ingest::ReadReport read;
    for (const Markup markup : {Markup::html, Markup::word}) {
      const auto paragraphs = read_paragraphs(deep + "قاع", markup, read);
      REQUIRE_FALSE(paragraphs.has_value());
      CHECK(paragraphs.error().message == "elements nested more than 250 levels deep");
    }
  }

  TEST_CASE("a chapter in an old encoding is read and says so") {
    ingest::ReadReport read;
    const auto paragraphs = read_paragraphs(
        test::encode("<html><body><p>عاد الصيادون إلى الميناء عند الفجر.</p></body></html>",
                     "windows-1256"),
        Markup::html, read);
    REQUIRE(paragraphs.has_value());
    CHECK(texts(*paragraphs) == Texts{"عاد الصيادون إلى الميناء عند الفجر."});
    CHECK(read.encoding == "windows-1256");
  }

  TEST_CASE("properties are the first of their name") {
    const auto properties = read_properties(
        "<m xmlns:dc='dc'><dc:title>الأول</dc:title><dc:title>الثاني</dc:title><dc:creator/></m>");
    CHECK(properties == std::map<std::string, std::string>{{"title", "الأول"}});
  }

  TEST_CASE("attributes of each element") {
    const auto rows = read_attributes("<p><item id='a' href='x.html'/><q id='b'/></p>", "item");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at("href") == "x.html");
  }
}

}  // namespace

}  // namespace fihris::extract
