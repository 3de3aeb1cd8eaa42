// /api/v1/search where little is found: `correction` and `help`.
#include <doctest/doctest.h>

#include "tests/api/fixture.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

std::string line(const std::string& id, const std::string& body) {
  return Json{{"id", id}, {"title", "عنوان " + id}, {"body", body}, {"source", "المرفأ"}}.dump() +
         "\n";
}

struct Library {
  Library() {
    dir.write("corpus/a.jsonl", line("canal", "عبرت السفن قناة السويس في الصباح.") +
                                    line("wheat", "وصل القمح إلى الميناء على السفن.") +
                                    line("minds", "يتحدث الناس عن الذكاء الاصطناعي كل يوم.") +
                                    line("latin", "أعلنت شركة Nvidia عن رقاقة جديدة."));
    index_corpus(dir);
    server = std::make_unique<ServerProcess>(dir / "index");
  }
  TempDir dir;
  std::unique_ptr<ServerProcess> server;
};

Json ask(std::string_view q, const std::string& more = {}) {
  static const Library library;
  return Asker(library.server->port()).search(std::string(q), more);
}

std::string corrected(std::string_view q, const std::string& more = {}) {
  const Json correction = ask(q, more).at("correction");
  return correction.is_null() ? "" : correction.at("q").get<std::string>();
}

TEST_SUITE("api") {
  TEST_CASE("a correction says what it finds and finds it") {
    const Json correction = ask("القمخ").at("correction");
    CHECK(correction == Json{{"q", "القمح"}, {"total", 1}});
    CHECK(ask("القمح").at("total").at("value") == 1);
  }

  TEST_CASE("a correction keeps the rest of the query as typed") {
    CHECK(corrected("قناة  السويص") == "قناة  السويس");
    CHECK(corrected("\"قناة السويص\"") == "\"قناة السويس\"");
    CHECK(corrected("السويص -القمخ") == "السويس -القمخ");
    CHECK(corrected("(القمخ OR نفط)") == "(القمح OR نفط)");
    CHECK(corrected("الزكاءالاصطناعي").empty());  // two mistakes of different kinds
    CHECK(corrected("الق مح") == "القمح");
    CHECK(corrected("hgrlp") == "القمح");
    CHECK(corrected("ىرهيهش") == "nvidia");
  }

  TEST_CASE("patterns and numbers and exact words are not corrected") {
    for (const std::string q : {"القمخ*", "=القمخ", "-القمخ", "2031", "", "«»", "*"}) {
      CAPTURE(q);
      CHECK(corrected(q).empty());
    }
  }

  TEST_CASE("a query that finds what it says has neither correction nor help") {
    for (const std::string q : {"السفن", "قناة السويس", "nvidia", "القمح الميناء"}) {
      CAPTURE(q);
      const Json answer = ask(q);
      CHECK(answer.at("correction").is_null());
      CHECK_FALSE(answer.contains("help"));
    }
  }

  TEST_CASE("filters bind what a correction finds") {
    CHECK(corrected("القمخ", "&source=" + percent_encoded("المرفأ")) == "القمح");
    CHECK(corrected("القمخ", "&source=" + percent_encoded("أخرى")).empty());
  }

  TEST_CASE("where no article has all words help says what each finds and which to drop") {
    const Json answer = ask("السويس القمح في الاصطناعي");
    CHECK(answer.at("query").at("relaxed") == true);
    const Json& help = answer.at("help");
    CHECK(help.at("words") == Json{{{"text", "السويس"}, {"count", 1}},
                                   {{"text", "القمح"}, {"count", 1}},
                                   {{"text", "الاصطناعي"}, {"count", 1}}});
    CHECK(help.at("without").empty());  // no two of them meet
    CHECK(ask("السفن القمح السويس").at("help").at("without") ==
          Json{{{"drop", "القمح"}, {"q", "السفن السويس"}, {"total", 1}},
               {{"drop", "السويس"}, {"q", "السفن القمح"}, {"total", 1}}});
  }

  TEST_CASE("a mistyped word of a long query is corrected though the rest finds plenty") {
    TempDir dir;
    std::string articles;
    for (int i = 0; i < 20; ++i) {
      articles += line("harbour" + std::to_string(i), "وصلت السفن إلى الميناء قبل الصباح.");
    }
    dir.write("corpus/a.jsonl",
              articles + line("canal", "عبرت السفن قناة السويس إلى الميناء قبل الصباح."));
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    const Json answer = asker.search("وصول السفن إلى الميناء عبر السويص في الصباح");
    CHECK(answer.at("total").at("value").get<int>() >= 1);
    CHECK(answer.at("correction").at("q") == "وصول السفن إلى الميناء عبر السويس في الصباح");
    CHECK_FALSE(answer.contains("help"));
    for (const std::string right : {"وصول السفن إلى الميناء عبر قناة السويس في الصباح",
                                    "وصول السفن إلى الميناء في الصباح مع القرصان"}) {
      CAPTURE(right);
      CHECK(asker.search(right).at("correction").is_null());
    }
  }

  TEST_CASE("help comes where nothing is found at all") {
    const Json help = ask("السفن قطارات", "&match=all").at("help");
    CHECK(help.at("words") ==
          Json{{{"text", "السفن"}, {"count", 2}}, {{"text", "قطارات"}, {"count", 0}}});
    CHECK(help.at("without") == Json{{{"drop", "قطارات"}, {"q", "السفن"}, {"total", 2}}});
    CHECK(ask("قطارات").at("help").at("words").at(0).at("count") == 0);
  }
}

}  // namespace

}  // namespace fihris::test
