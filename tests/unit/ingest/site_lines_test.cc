// Lines that a page has from its site, and lines that only look so.
#include "indexer/ingest/site_lines.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "indexer/ingest/formats/text_reader.h"
#include "indexer/ingest/html/html_reader.h"
#include "tests/support/sample_corpus.h"

namespace fihris::ingest {
namespace {

struct Read {
  Article article;
  SitePage beside;
};

// The bodies of pages that stand beside each other.
std::vector<std::string> bodies(const std::vector<std::string>& pages) {
  std::vector<Read> reads;
  for (const std::string& page : pages) {
    ReadReport report;
    Result<Article> article = page.starts_with('<') ? read_html_article(page, Hint{}, report)
                                                    : read_text_article(page, "", report);
    REQUIRE_MESSAGE(article.has_value(), page);
    const std::string source = article->source;
    reads.push_back({std::move(*article), {source, std::move(report.lines)}});
  }
  std::vector<std::string> found;
  for (Read& read : reads) {
    std::vector<const SitePage*> others;
    for (const Read& other : reads) {
      if (&other != &read) others.push_back(&other.beside);
    }
    leave_out_site_lines(read.article, read.beside.lines, others);
    found.push_back(read.article.body);
  }
  return found;
}

std::string text(unsigned seed, std::size_t words = 30) {
  return test::sample_words(words, seed) + ".";
}

std::string p(const std::string& text) { return "<p>" + text + "</p>"; }

std::string html(const std::string& title, const std::string& inside) {
  return "<html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1>" +
         inside + "</article></body></html>";
}

// How many of five pages have `line` in their bodies.
int pages_with(const std::string& line, const std::function<std::string(unsigned)>& make_page,
               unsigned pages = 5) {
  std::vector<std::string> all;
  for (unsigned i = 0; i < pages; ++i) all.push_back(make_page(i));
  int count = 0;
  for (const std::string& body : bodies(all)) count += body.find(line) != std::string::npos ? 1 : 0;
  return count;
}

const std::string kNote = "تصلك حكايات الهدهد مع قهوة الصباح إن تركت لنا عنوانك.";

std::string title(unsigned i) { return test::sample_words(6, 900 + i); }

TEST_SUITE("unit") {
  TEST_CASE("a note in a box of its own is left out wherever it stands") {
    for (const char* box : {"<div class=\"k7\"><p>NOTE</p></div>", "<p class=\"k7\">NOTE</p>",
                            "<section><h4>رسائل الهدهد</h4><div>NOTE</div></section>",
                            "<div class=\"k7\"><b>NOTE</b></div>", "<div id=\"k7\">NOTE</div>"}) {
      CAPTURE(box);
      std::string note = box;
      note.replace(note.find("NOTE"), 4, kNote);
      for (unsigned place = 0; place < 3; ++place) {
        CAPTURE(place);
        const auto page = [&](unsigned i) {
          std::string inside;
          for (unsigned k = 0; k < 3; ++k) {
            inside += (k == place ? note : "") + p(text(i * 10 + k));
          }
          return html(title(i), inside);
        };
        CHECK(pages_with(kNote, page) == 0);
        CHECK(pages_with("رسائل الهدهد", page) == 0);
        CHECK(pages_with(text(2), page) == 1);
      }
    }
  }

  TEST_CASE("a box is left out also where another one beside it differs") {
    const auto page = [&](unsigned i) {
      return html(title(i), p(text(i * 10)) + p(text(i * 10 + 1)) +
                                "<div class=\"low\"><div class=\"bio\"><p>" + text(i * 10 + 2) +
                                "</p></div><div class=\"kite\"><p>" + kNote + "</p></div></div>");
    };
    CHECK(pages_with(kNote, page) == 0);
    CHECK(pages_with(text(2), page) == 1);
  }

  TEST_CASE("in a page saved as text what known furniture parts from the article is left out") {
    const auto below = [&](unsigned i) {
      return title(i) + "\n\n" + text(i * 10) + "\n\n" + text(i * 10 + 1) + "\n\nشارك المقال\n\n" +
             kNote + "\n";
    };
    CHECK(pages_with(kNote, below) == 0);
    CHECK(pages_with(text(1), below) == 1);
  }

  TEST_CASE("a note stays where it is no other page's or only a few have it") {
    const auto page = [&](unsigned i) {
      return html(title(i), p(text(i * 10)) + p(text(i * 10 + 1)) +
                                (i < 3 ? "<div class=\"k7\"><p>" + kNote + "</p></div>" : ""));
    };
    CHECK(pages_with(kNote, page, 3) == 3);
    CHECK(pages_with(kNote, page, 9) == 3);
  }

  TEST_CASE("pages of another source are not compared") {
    const auto page = [&](unsigned i) {
      return "<html><head><meta property=\"og:site_name\" content=\"" +
             std::string(i % 2 == 0 ? "صحيفة المرفأ" : "مجلة الواحة") + "\"></head><body><h1>" +
             title(i) + "</h1>" + p(text(i * 10)) + p(text(i * 10 + 1)) + "<div class=\"k7\">" +
             kNote + (i % 2 == 0 ? "" : " في كل يوم.") + "</div></body></html>";
    };
    CHECK(pages_with(kNote, page, 8) == 0);
    CHECK(pages_with(kNote, page, 6) == 6);  // only two others of its source
  }

  TEST_CASE("sentences that articles have in common stay") {
    struct Case {
      const char* what;
      std::string line;
      std::function<std::string(unsigned)> inside;
    };
    const std::string enacted = "ينشر هذا القانون في الجريدة الرسمية ويعمل به من تاريخ نشره.";
    const std::string series = "هذه الحلقة من سلسلة كتبت في السجن وتنشر هنا للمرة الأولى.";
    const std::string refrain = "يا نخلة على ضفاف النهر لا تبكي علينا";
    const std::string price = "ويمكن متابعة أسعار الذهب في محلات الصاغة على مدار اليوم.";
    const std::string quote = "من جد وجد ومن زرع حصد ومن سار على الدرب وصل.";
    const std::vector<Case> cases{
        {"the last article of laws", enacted,
         [&](unsigned i) {
           return "<h3>المادة الأولى</h3>" + p(text(i * 10)) + "<h3>المادة الثانية</h3>" +
                  p(enacted);
         }},
        {"headings of laws in a class of their own", "المادة الأولى",
         [&](unsigned i) {
           return "<div class=\"madda\">المادة الأولى</div>" + p(text(i * 10)) +
                  "<div class=\"madda\">المادة الثانية</div>" + p(text(i * 10 + 1));
         }},
        {"the introduction of a series", series,
         [&](unsigned i) { return p("<em>" + series + "</em>") + p(text(i * 10)) + p(text(i)); }},
        {"a refrain", refrain,
         [&](unsigned i) {
           return p(text(i * 10)) + p(refrain) + p(text(i * 10 + 1)) + p(refrain);
         }},
        {"a refrain in a class of its own that the text has, too", refrain,
         [&](unsigned i) {
           return p(text(i * 10)) + "<p class=\"refrain\">" + refrain + "</p>" +
                  p(text(i * 10 + 1)) + p(refrain);
         }},
        {"daily prices", price,
         [&](unsigned i) {
           return p("سجل عيار 21 اليوم " + std::to_string(4000 + i) + " جنيها للجرام الواحد.") +
                  p(text(i * 10)) + p(price);
         }},
        {"prices in a box with other numbers", "سجل عيار 21 اليوم",
         [&](unsigned i) {
           return p(text(i * 10)) + p(text(i * 10 + 1)) +
                  "<div class=\"gold\"><p>سجل عيار 21 اليوم " + std::to_string(4000 + i) +
                  " جنيها للجرام الواحد في مصر.</p></div>";
         }},
        {"rows of a table", "سعر الجرام من الذهب عيار 21 بالجنيه المصري",
         [&](unsigned i) {
           return p(text(i * 10)) + p(text(i * 10 + 1)) +
                  "<table class=\"t\"><tr><td>سعر الجرام من الذهب عيار 21 بالجنيه "
                  "المصري</td></tr><tr><td>" +
                  std::to_string(i) + "</td></tr></table>";
         }},
        {"a quotation", quote,
         [&](unsigned i) {
           return p(text(i * 10)) + "<blockquote class=\"q\">" + quote + "</blockquote>" +
                  p(text(i * 10 + 1));
         }},
        {"a quotation with names inside", quote,
         [&](unsigned i) {
           return p(text(i * 10)) + "<blockquote><p class=\"q\">" + quote + "</p></blockquote>" +
                  p(text(i * 10 + 1));
         }},
        {"a list", quote,
         [&](unsigned i) {
           return p(text(i * 10)) + "<ul class=\"q\"><li>" + quote + "</li></ul>" +
                  p(text(i * 10 + 1));
         }},
        {"a plain element between plain paragraphs", enacted,
         [&](unsigned i) {
           return p(text(i * 10)) + p(text(i * 10 + 1)) + "<div>" + enacted + "</div>";
         }},
        {"a class in which other text stands, too", enacted, [&](unsigned i) {
           return "<p class=\"first\">" + text(i * 10 + 5, 12) + "</p>" + p(text(i * 10)) +
                  p(text(i * 10 + 1)) + "<p class=\"first\">" + enacted + "</p>";
         }}};
    for (const Case& one : cases) {
      CAPTURE(one.what);
      const auto page = [&](unsigned i) { return html(title(i), one.inside(i)); };
      CHECK(pages_with(one.line, page, 9) == 9);
      // Without elements, as plain text and as a page saved as text.
      for (const std::string end : {"", "\n\nشارك المقال"}) {
        const auto plain = [&](unsigned i) {
          return title(i) + "\n\n" + html_to_text(one.inside(i)) + end + "\n";
        };
        CHECK(pages_with(one.line, plain, 9) == 9);
      }
    }
  }

  TEST_CASE("copies of an article keep what they have in common") {
    const auto page = [&](unsigned i) {
      return html(title(0), p(text(1)) + p(text(2)) + p(text(i + 10, 12)) +
                                "<div class=\"facts\"><p>" + kNote + "</p></div>");
    };
    CHECK(pages_with(kNote, page) == 5);
    CHECK(pages_with(text(1), page) == 5);
  }
}

}  // namespace
}  // namespace fihris::ingest
