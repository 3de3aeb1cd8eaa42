#include "indexer/extract/pdf_paragraphs.h"

#include <doctest/doctest.h>

namespace fihris::extract {

namespace {

PdfLine line(const std::string& text, double baseline, double left = 100, double size = 12) {
  return {text, left, 500, baseline, size, false};
}

std::vector<std::string> texts(const std::vector<std::vector<PdfLine>>& pages) {
  std::vector<std::string> texts;
  for (const Paragraph& paragraph : paragraphs_of(pages)) texts.push_back(paragraph.text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST_SUITE("unit") {
  TEST_CASE("lines are joined until a short one ends its sentence") {
    CHECK(texts({{line("أول الفقرة", 100), line("وآخرها.", 120, 300), line("فقرة ثانية", 140)}}) ==
          Texts{"أول الفقرة وآخرها.", "فقرة ثانية"});
  }

  TEST_CASE("a wide gap and larger letters begin a paragraph") {
    CHECK(texts({{line("سطر", 100), line("يتبعه", 120), line("بعد فجوة", 160),
                  line("وهذا", 180)}}) == Texts{"سطر يتبعه", "بعد فجوة وهذا"});
    const auto paragraphs =
        paragraphs_of({{line("عنوان كبير", 100, 100, 18), line("نص المقال الطويل تحته", 120)}});
    REQUIRE(paragraphs.size() == 2);
    CHECK(paragraphs[0].heading);
    CHECK_FALSE(paragraphs[1].heading);
  }

  TEST_CASE("a paragraph goes on over the end of a page") {
    PdfLine next = line("وبقيتها هنا.", 60, 300);
    next.begins_block = true;
    PdfLine other = line("فقرة أخرى.", 60);
    other.begins_block = true;
    CHECK(texts({{line("أول الفقرة", 700), line("وما بعده", 720)}, {next}, {other}}) ==
          Texts{"أول الفقرة وما بعده وبقيتها هنا.", "فقرة أخرى."});
  }

  TEST_CASE("page numbers and running heads are left out") {
    std::vector<std::vector<PdfLine>> pages;
    for (const std::string number : {"١", "٢", "٣", "٤"}) {
      pages.push_back({line("مجلة البيان - العدد " + number, 20),
                       line("نص الصفحة " + number + " وفيه كلام.", 100),
                       line("- " + number + " -", 800)});
      pages.back()[1].begins_block = true;
    }
    for (const std::string& text : texts(pages)) {
      CAPTURE(text);
      CHECK(text.starts_with("نص الصفحة"));
    }
    CHECK(texts(pages).size() == 4);
  }
}

}  // namespace

}  // namespace fihris::extract
