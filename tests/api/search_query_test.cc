// What a query means: words, phrases, operators, and how strictly they bind.
#include <doctest/doctest.h>

#include "tests/api/fixture.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

TEST_SUITE("api") {
  TEST_CASE("all words of a short query must be there in any order") {
    CHECK(sorted(articles_server().ids("سعر الفائدة")) == Ids{"eco-1", "eco-2"});
    CHECK(sorted(articles_server().ids("الفائدة سعر")) == Ids{"eco-1", "eco-2"});
    CHECK(articles_server().ids("سعر الفائدة القطن") == Ids{"eco-2"});
  }

  TEST_CASE("quotes of both kinds ask for a phrase") {
    CHECK(articles_server().ids("\"سعر الفائدة\"") == Ids{"eco-1"});
    CHECK(articles_server().ids("«سعر الفائدة»") == Ids{"eco-1"});
    CHECK(articles_server().ids("“سعر الفائدة”") == Ids{"eco-1"});
    CHECK(articles_server().ids("\"الفائدة سعر\"").empty());
  }

  TEST_CASE("a quote that is never closed is still a phrase") {
    CHECK(articles_server().ids("\"سعر الفائدة") == Ids{"eco-1"});
    CHECK(articles_server().ids("«سعر الفائدة") == Ids{"eco-1"});
  }

  TEST_CASE("a phrase and a word bind together") {
    CHECK(articles_server().ids("\"البحر الأحمر\" حاويات") == Ids{"eco-3"});
    CHECK(articles_server().ids("\"البحر الأحمر\" تلسكوب", "&match=all").empty());
  }

  TEST_CASE("a minus takes articles away") {
    CHECK(sorted(articles_server().ids("البنك")) == Ids{"eco-1", "eco-3"});
    CHECK(articles_server().ids("البنك -التضخم") == Ids{"eco-3"});
    CHECK(articles_server().ids("البنك -\"البنك الدولي\"") == Ids{"eco-1"});
  }

  TEST_CASE("OR asks for either side") {
    CHECK(sorted(articles_server().ids("تلسكوب OR الجراد")) == Ids{"pages.jsonl#2", "sci-1"});
    CHECK_FALSE(articles_server().search("تلسكوب OR الجراد").at("query").at("relaxed").get<bool>());
  }

  TEST_CASE("a name in Latin letters is found and names=0 switches that off") {
    const Json answer = articles_server().search("Qartaj");
    CHECK(answer.at("total").at("value") == 1);
    CHECK(answer.at("query").at("also") ==
          Json::parse(R"([{"text":"Qartaj","variants":["قرطاج"]}])"));
    CHECK(articles_server().search("مسرح Ahmed").at("query").at("also").size() == 1);
    const Json as_typed = articles_server().search("Qartaj", "&names=0");
    CHECK(as_typed.at("total").at("value") == 0);
    CHECK(as_typed.at("query").at("also").empty());
  }

  TEST_CASE("what stands for more words than are looked for is told and the total is not exact") {
    static constexpr std::string_view kLetters = "بتثجحخدرزسشصطعفقكلمن";
    const auto letter = [](std::size_t i) { return std::string(kLetters.substr(2 * (i % 20), 2)); };
    TempDir dir;
    std::string lines;
    for (std::size_t i = 0; i < 20; ++i) {
      std::string body;
      for (std::size_t k = 0; k < 400; ++k)
        body += "غن" + letter(i) + letter(k) + letter(k / 20) + " ";
      lines += Json{{"id", std::to_string(i)}, {"body", body}}.dump() + "\n";
    }
    dir.write("corpus/a.jsonl", lines);
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    const Json one = asker.search("غن*");
    CHECK(one.at("total") == Json{{"value", 20}, {"exact", true}});
    CHECK_FALSE(one.at("query").contains("cut"));
    const Json several = asker.search("غن* خخ* دد* ذذ* رر* زز* سس* شش* صص*", "&match=any");
    CHECK(several.at("total") == Json{{"value", 20}, {"exact", false}});
    CHECK(several.at("query").at("cut") == Json{"غن*", "صص*"});
  }

  TEST_CASE("a word finds its spellings and exact finds its letters only") {
    CHECK(articles_server().ids("احمد") == Ids{"spt-1"});
    CHECK(articles_server().ids("احمد", "&exact=1").empty());
    CHECK(articles_server().ids("أحمد", "&exact=1") == Ids{"spt-1"});
    CHECK(articles_server().ids("بطارية", "&exact=1") == Ids{"sci-2"});
    CHECK(articles_server().ids("البطاريات", "&exact=1") == Ids{"eco-3"});
    CHECK(articles_server().ids("بطارية").at(0) == "sci-2");
  }

  TEST_CASE("harakat and tatweel in the query do not keep a word from being found") {
    CHECK(articles_server().ids("تِلِسْكُوب") == Ids{"sci-1"});
    CHECK(articles_server().ids("تلســـكوب") == Ids{"sci-1"});
  }

  TEST_CASE("words that no article has together are had apart unless all are asked for") {
    const Json relaxed = articles_server().search("تلسكوب الجراد");
    INFO(relaxed.dump(2));
    CHECK(relaxed.at("query").at("relaxed") == true);
    CHECK(relaxed.at("total").at("value").get<int>() > 0);

    const Json all = articles_server().search("تلسكوب الجراد", "&match=all");
    CHECK(all.at("query").at("relaxed") == false);
    CHECK(all.at("total").at("value") == 0);
    CHECK(all.at("hits").empty());

    const Json any = articles_server().search("تلسكوب الجراد", "&match=any");
    CHECK(any.at("query").at("relaxed") == false);
    CHECK(any.at("total").at("value") == 2);
  }

  TEST_CASE("a word that no article has finds nothing") {
    const Json answer = articles_server().search("قسطنطينوبل");
    INFO(answer.dump(2));
    CHECK(answer.at("total").at("value") == 0);
    CHECK(answer.at("hits").empty());
  }

  TEST_CASE("titles are searched and their hits marked") {
    const Json hit = articles_server().search("بطارية الصوديوم").at("hits").at(0);
    CHECK(hit.at("id") == "sci-2");
    Ids marked;
    for (const Json& segment : hit.at("title")) {
      if (segment.value("hit", false)) {
        marked.push_back(segment.at("text").get<std::string>());
      }
    }
    CHECK(marked == Ids{"بطارية", "الصوديوم"});
  }

  TEST_CASE("an article about the words comes before one that mentions them") {
    CHECK(articles_server().ids("سعر الفائدة").at(0) == "eco-1");
    CHECK(articles_server().ids("القطن الحصاد").at(0) == "eco-2");
  }
}

}  // namespace

}  // namespace fihris::test
