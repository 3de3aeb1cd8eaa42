// Files of each text format in each encoding, and what becomes of them.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/reader.h"
#include "tests/support/encode.h"
#include "tests/support/temp_dir.h"

namespace fihris::ingest {
namespace {

struct Outcome {
  std::vector<Article> articles;
  std::vector<std::string> problems;
  ReadReport report;
};

Outcome read(const std::string& name, std::string_view bytes) {
  const test::TempDir dir;
  dir.write(name, bytes);
  Outcome outcome;
  const auto chunks = split_file(dir / name);
  REQUIRE_MESSAGE(chunks.has_value(), name);
  for (const Chunk& chunk : *chunks) {
    outcome.report = read_chunk(
        dir / name, name, chunk,
        [&](Article&& article) { outcome.articles.push_back(std::move(article)); },
        [&](const Problem& problem) { outcome.problems.push_back(problem.message); });
  }
  return outcome;
}

constexpr std::string_view kTitle = "عودة الصيادين إلى الميناء";
constexpr std::string_view kBody =
    "عاد الصيادون إلى الميناء عند الفجر، وامتلأ السوق القديم بأسماك طازجة من كل نوع.\n\n"
    "وقال كبير الصيادين إن الموسم جيد هذا العام، وإن البحر هادئ منذ أسبوعين.";

// T, P, Q: the title and the paragraphs.
std::string fill(std::string_view shape) {
  const std::string_view first = kBody.substr(0, kBody.find("\n\n"));
  const std::string_view second = kBody.substr(first.size() + 2);
  std::string out;
  for (const char c : shape) {
    if (c == 'T') {
      out += kTitle;
    } else if (c == 'P') {
      out += first;
    } else if (c == 'Q') {
      out += second;
    } else {
      out += c;
    }
  }
  return out;
}

struct FormatRow {
  std::string_view name;
  std::string_view shape;
  std::string_view format;
};

constexpr std::array kFormatRows{
    FormatRow{"a.txt", "T\n\nP\n\nQ\n", "text"},
    FormatRow{"a.md", "# T\n\nP\n\nQ\n", "markdown"},
    FormatRow{"a.html",
              "<html><head><title>T</title></head><body><h1>T</h1><p>P</p><p>Q</p></body></html>",
              "html"},
    FormatRow{
        "a.xml",
        "<?xml version=\"1.0\"?><article><title>T</title><body><p>P</p><p>Q</p></body></article>",
        "xml"},
    FormatRow{"a.csv", "title,text\nT,\"<p>P</p><p>Q</p>\"\n", "csv"},
    FormatRow{"a.tsv", "العنوان\tالنص\nT\t\"P\n\nQ\"\n", "csv"},
    FormatRow{"a.json", "{\n\"headline\": \"T\", \"articleBody\": [\"P\", \"Q\"]}", "json"},
    FormatRow{"a.eml", "from: a <a@b.c>\nto: d@e.f\nsubject: x\ndate: 5 jan 2020\n\nP\n\nQ\n",
              "mail"},
};

TEST_SUITE("unit") {
  TEST_CASE("each text format is read in each encoding") {
    for (const FormatRow& row : kFormatRows) {
      for (const char* const encoding : {"UTF-8", "windows-1256", "ISO-8859-6", "UTF-16"}) {
        // A mail is ASCII but for its text, and says the encoding of that.
        if (row.format == "mail" && std::string_view(encoding) == "UTF-16") continue;
        CAPTURE(row.name);
        CAPTURE(std::string(encoding));
        const Outcome outcome =
            read(std::string(row.name), test::encode(fill(row.shape), encoding));
        REQUIRE(outcome.problems.empty());
        REQUIRE(outcome.articles.size() == 1);
        CHECK(outcome.articles[0].body == kBody);
        if (row.format != "mail") CHECK(outcome.articles[0].title == kTitle);
        CHECK(outcome.articles[0].id == row.name);
        CHECK(outcome.articles[0].lang == "ar");
        CHECK(outcome.report.format == row.format);
        CHECK(outcome.report.encoding.starts_with(encoding));
      }
    }
  }

  TEST_CASE("double-encoded files of each format are repaired and say so") {
    for (const FormatRow& row : kFormatRows) {
      CAPTURE(row.name);
      std::string twice;
      // UTF-8 read as windows-1252; bytes without a character stay as controls.
      twice = test::encode_twice(fill(row.shape));
      const Outcome outcome = read(std::string(row.name), twice);
      if (row.name == "a.tsv") continue;  // its header is Arabic, and so is damaged as well
      REQUIRE(outcome.articles.size() == 1);
      CHECK(outcome.articles[0].body == kBody);
      CHECK(outcome.report.repairs.front() == "double-encoded UTF-8 repaired");
    }
  }

  TEST_CASE("a feed gives its entries and their source") {
    const Outcome rss = read("feed.rss", R"(<?xml version="1.0"?><rss version="2.0"
      xmlns:content="x" xmlns:dc="y"><channel><title>صحيفة المرفأ</title><link>https://m.example</link>
      <item><title>خبر أول</title><link>https://m.example/1</link><description>ملخص قصير</description>
      <content:encoded><![CDATA[<p>فقرة أولى&nbsp;هنا.</p><p>فقرة ثانية.</p>]]></content:encoded>
      <dc:creator>هدى</dc:creator><pubDate>Tue, 05 Mar 2024 08:00:00 +0200</pubDate></item>
      <item><title>خبر ثان</title><link>https://m.example/2</link></item></channel></rss>)");
    CHECK(rss.problems.empty());
    REQUIRE(rss.articles.size() == 2);
    CHECK(rss.articles[0].id == "feed.rss#1");
    CHECK(rss.articles[0].title == "خبر أول");
    CHECK(rss.articles[0].body == "فقرة أولى\u00A0هنا.\n\nفقرة ثانية.");
    CHECK(rss.articles[0].author == "هدى");
    CHECK(rss.articles[0].date == "2024-03-05");
    CHECK(rss.articles[0].source == "صحيفة المرفأ");
    CHECK(rss.articles[0].url == "https://m.example/1");
    CHECK(rss.articles[1].body == "خبر ثان");
    CHECK(rss.report.repairs ==
          std::vector<std::string>{"entries without a text: their titles are the text"});

    const Outcome atom =
        read("a.atom", R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>المرفأ</title>
      <entry><title>خبر</title><link rel="self" href="https://m.example/self"/><link href="https://m.example/3"/>
      <author><name>سالم</name><uri>https://s.example</uri></author><published>2024-03-06T10:00:00Z</published>
      <content type="html">&lt;p&gt;نص &lt;b&gt;الخبر&lt;/b&gt;.&lt;/p&gt;</content></entry></feed>)");
    REQUIRE(atom.articles.size() == 1);
    CHECK(atom.articles[0].body == "نص الخبر.");
    CHECK(atom.articles[0].author == "سالم");
    CHECK(atom.articles[0].url == "https://m.example/3");
    CHECK(atom.articles[0].date == "2024-03-06");

    const Outcome map = read("sitemap.xml", R"(<?xml version="1.0"?><urlset xmlns:news="n"><url>
      <loc>https://m.example/4</loc><news:news><news:publication><news:name>المرفأ</news:name></news:publication>
      <news:publication_date>2024-03-07</news:publication_date><news:title>عنوان في الخريطة</news:title></news:news>
      </url></urlset>)");
    REQUIRE(map.articles.size() == 1);
    CHECK(map.articles[0].title == "عنوان في الخريطة");
    CHECK(map.articles[0].date == "2024-03-07");
    CHECK(map.articles[0].url == "https://m.example/4");
  }

  TEST_CASE("tables with Arabic headers and line ends in cells are read") {
    const Outcome outcome = read("a.csv",
                                 "\xEF\xBB\xBFالعنوان;الكاتب;التاريخ;المصدر;الرابط;النص\r\n"
                                 "خبر أول;هدى;5 مارس 2024;المرفأ;https://m.example/1;\"سطر "
                                 "أول\r\nقال: \"\"نعم\"\"؛ ثم مضى\"\r\n"
                                 ";;;;;\r\n"
                                 "خبر بلا نص;;;;;\r\n"
                                 "خبر ثان;سالم;2024-03-06;;;نص ثان\r\n");
    REQUIRE(outcome.articles.size() == 2);
    CHECK(outcome.articles[0].title == "خبر أول");
    CHECK(outcome.articles[0].author == "هدى");
    CHECK(outcome.articles[0].date == "2024-03-05");
    CHECK(outcome.articles[0].source == "المرفأ");
    CHECK(outcome.articles[0].url == "https://m.example/1");
    CHECK(outcome.articles[0].body == "سطر أول\nقال: \"نعم\"؛ ثم مضى");
    CHECK(outcome.articles[1].id == "a.csv#2");
    CHECK(outcome.problems == std::vector<std::string>{"no text"});
    CHECK(read("b.csv", "x,y\n1,2\n").problems ==
          std::vector<std::string>{
              "no column of texts: name one \"body\" or «النص» in the first row"});
  }

  TEST_CASE("a long table is read in pieces and its lines are numbered through") {
    for (const char* const encoding : {"UTF-8", "windows-1256", "UTF-16", "UTF-16LE", "UTF-32"}) {
      CAPTURE(std::string(encoding));
      std::string table = "العنوان,النص\n";
      std::size_t rows = 0;
      for (; table.size() < 3'000'000; ++rows) table += "خبر,\"سطر أول\nسطر ثان من النص الطويل\"\n";
      table += "خبر بلا نص,\n";
      const test::TempDir dir;
      dir.write("a.csv", test::encode(table, encoding));
      std::size_t articles = 0;
      std::vector<std::uint64_t> lines;
      read_file(
          dir / "a.csv", "a.csv",
          [&](Article&& article) {
            ++articles;
            if (article.body != "سطر أول\nسطر ثان من النص الطويل") FAIL(article.body);
          },
          [&](const Problem& problem) { lines.push_back(problem.line); });
      CHECK(articles == rows);
      CHECK(lines == std::vector<std::uint64_t>{2 + 2 * rows});
    }
  }

  TEST_CASE("JSON lines of old programs are read in their encoding") {
    const std::string text = std::string(kBody).replace(kBody.find("\n\n"), 2, " ");
    const Outcome old = read("a.jsonl", test::encode("{\"title\": \"" + std::string(kTitle) +
                                                         "\", \"body\": \"" + text + "\"}\n",
                                                     "windows-1256"));
    CHECK(old.problems.empty());
    REQUIRE(old.articles.size() == 1);
    CHECK(old.articles[0].title == kTitle);
    CHECK(old.articles[0].body == text);
    CHECK(old.report.encoding == "windows-1256");
    const std::string lines = "{\"body\": \"" + text + "\"}\n{broken\n\n{\"body\": \"نص\"}\n";
    for (const char* const encoding : {"UTF-16", "UTF-16BE", "UTF-32"}) {
      CAPTURE(std::string(encoding));
      const Outcome wide = read("a.jsonl", test::encode(lines, encoding));
      REQUIRE(wide.articles.size() == 2);
      CHECK(wide.articles[0].body == text);
      CHECK(wide.articles[0].id == "a.jsonl#1");
      CHECK(wide.problems.size() == 1);
      CHECK(wide.report.encoding.starts_with(encoding));
    }
    const Outcome shapes = read("a.jsonl", "{\"body\": \"ﺇﻟﻰ ﺍﻟﻤﻴﻨﺎﺀ\"}\n");
    REQUIRE(shapes.articles.size() == 1);
    CHECK(shapes.articles[0].body == "إلى الميناء");
    CHECK(shapes.report.repairs ==
          std::vector<std::string>{"presentation forms replaced by letters"});
  }

  TEST_CASE("JSON is searched for articles") {
    const Outcome list = read("a.json", R"([{"id": 7, "title": {"rendered": "خبر"},
      "content": {"rendered": "<p>نص &quot;أول&quot;.</p>"}, "date": "2024-03-05T10:00:00"},
      {"title": "بلا نص"}, {"body": "نص ثان."}])");
    REQUIRE(list.articles.size() == 2);
    CHECK(list.articles[0].id == "7");
    CHECK(list.articles[0].title == "خبر");
    CHECK(list.articles[0].body == "نص \"أول\".");
    CHECK(list.articles[0].date == "2024-03-05");
    CHECK(list.articles[1].id == "a.json#2");
    const Outcome deep = read("b.json", R"({
      "took": 3, "hits": {"hits": [{"_id": "x", "_source": {"headline": "خبر", "text": "نص.",
      "authors": [{"name": "هدى"}, "سالم"]}}]}})");
    REQUIRE(deep.articles.size() == 1);
    CHECK(deep.articles[0].author == "هدى، سالم");
    CHECK(read("package.json", "{\n\"name\": \"x\", \"version\": \"1\"}").report.skipped ==
          std::vector<std::string>{"no article in this file"});
    CHECK(read("c.json", "{\n\"body\": ").problems.size() == 1);
  }

  TEST_CASE("front matter of Markdown says what the text does not") {
    const Outcome outcome = read(
        "a.md",
        "---\ntitle: \"عودة الصيادين\"\nauthor: هدى\ndate: 2024-03-05\ntags: [a]\n---\n"
        "\nفقرة **أولى** فيها [رابط](https://x.example).\n\n* بند\n* بند آخر\n\n> قول مقتبس\n");
    REQUIRE(outcome.articles.size() == 1);
    CHECK(outcome.articles[0].title == "عودة الصيادين");
    CHECK(outcome.articles[0].author == "هدى");
    CHECK(outcome.articles[0].date == "2024-03-05");
    CHECK(outcome.articles[0].body == "فقرة أولى فيها رابط.\n\nبند\n\nبند آخر\n\nقول مقتبس");
  }

  TEST_CASE("mails and mailboxes are read and signatures left out") {
    constexpr std::string_view kMail =
        "From: =?windows-1256?B?5c/s?= <h@m.example>\r\nTo: all@m.example\r\n"
        "Subject: =?UTF-8?B?2K7YqNixINi52KfYrNmE?=\r\nDate: Tue, 05 Mar 2024 08:00:00 +0200\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: "
        "quoted-printable\r\n\r\n"
        "=E4=D5 =C7=E1=CE=C8=D1.\r\n-- \r\n=E5=CF=EC\r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>x</p>\r\n--b--\r\n";
    const Outcome mail = read("a.eml", kMail);
    REQUIRE(mail.articles.size() == 1);
    CHECK(mail.articles[0].title == "خبر عاجل");
    CHECK(mail.articles[0].author == "هدى");
    CHECK(mail.articles[0].date == "2024-03-05");
    CHECK(mail.articles[0].body == "نص الخبر.");
    CHECK(mail.report.encoding == "windows-1256");
    const Outcome split = read("b.eml",
                               "From: =?utf-8?b?2KfYqA==?=\n =?UTF-8?B?2KzYrQ==?= <a@b.c>\n"
                               "To: d@e.f\nSubject: =?utf-8?b?2KfYqA==?= =?utf-8?b?2KzY?=\n"
                               "\t=?utf-8?b?rQ==?= x =?utf-8?q?=D8=A7?=\nDate: 5 Jan 2020 10:00:00 "
                               "+0000\n\nنص قصير =?utf-8?b?2KfYqA==?=\n");
    REQUIRE(split.articles.size() == 1);
    CHECK(split.articles[0].title == "ابجح x ا");
    CHECK(split.articles[0].author == "ابجح");
    CHECK(split.articles[0].body == "نص قصير =?utf-8?b?2KfYqA==?=");
    const std::string from = "From h@m.example Tue Mar  5 08:00:00 2024\n";
    const std::string plain =
        "From: a@b.c\nTo: d@e.f\nSubject: x\nDate: 5 Jan 2020 10:00:00 +0000\n\nنص قصير.\n\n";
    const Outcome box = read("box", from + plain + from + plain);
    CHECK(box.report.format == "mailbox");
    REQUIRE(box.articles.size() == 2);
    CHECK(box.articles[1].id == "box#2");
    CHECK(box.articles[1].body == "نص قصير.");
    // A line that only looks like the beginning of a mail.
    const Outcome one = read("one.mbox", from + plain + "سطر\nFrom here on.\n");
    REQUIRE(one.articles.size() == 1);
    CHECK(one.articles[0].body == "نص قصير.\n\nسطر\nFrom here on.");
  }

  TEST_CASE("a page that a browser saved in one file is read with its address") {
    const Outcome outcome = read(
        "a.mhtml",
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://m.example/9\r\nSubject: x\r\n"
        "Date: Tue, 5 Mar 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n"
        "--b\r\nContent-Type: text/html; charset=windows-1256\r\nContent-Transfer-Encoding: "
        "quoted-printable\r\n\r\n"
        "<html><h1>=CE=C8=D1</h1><p>=E4=D5 =C7=E1=CE=C8=D1 =DD=ED =D3=D8=D1 "
        "=E6=C7=CD=CF.</p></html>\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: "
        "base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n");
    CHECK(outcome.report.format == "saved page");
    REQUIRE(outcome.articles.size() == 1);
    CHECK(outcome.articles[0].title == "خبر");
    CHECK(outcome.articles[0].body == "نص الخبر في سطر واحد.");
    CHECK(outcome.articles[0].url == "https://m.example/9");
  }
}

}  // namespace
}  // namespace fihris::ingest
