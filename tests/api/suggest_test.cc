// /api/v1/suggest: completions while someone types.
#include <doctest/doctest.h>

#include "tests/api/fixture.h"
#include "tests/support/json_check.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

constexpr std::string_view kShape = R"({
  "version": "integer", "q": "string",
  "suggestions": [{"text": "string", "kind": "string", "count": "integer", "id?": "string"}]
})";

std::string line(const std::string& id, const std::string& title, const std::string& body,
                 const std::string& date) {
  return Json{{"id", id}, {"title", title}, {"body", body}, {"date", date}}.dump() + "\n";
}

struct Library {
  Library() {
    dir.write(
        "corpus/a.jsonl",
        line("old", "تاريخ الكتاب العربي", "قرأ الناس كتابا عن المكتبة.", "2020-01-01") +
            line("new", "معرض الكتاب في بيروت", "زار الناس المعرض والكتاب.", "2024-01-01") +
            line("port", "قناة السويس بعد التوسعة", "في القناة سفن وكتاب واحد.", "2022-01-01") +
            line("air", "وزير النقل يفتتح مطارا", "قال وزير النقل إن السويس قريبة.", "2021-01-01") +
            line("read", "أحمد يقرأ", "أحمد يقرأ كتاب النحو وكتابة القصص.", "2019-01-01") +
            line("latin", "شركة OpenAI", "أعلنت OpenAI عن برنامج.", "2018-01-01"));
    index_corpus(dir);
    server = std::make_unique<ServerProcess>(dir / "index");
  }
  TempDir dir;
  std::unique_ptr<ServerProcess> server;
};

Json suggested(std::string_view q, const std::string& more = {}) {
  static const Library library;
  const HttpResponse response =
      HttpClient(library.server->port()).get("/api/v1/suggest?q=" + percent_encoded(q) + more);
  INFO(response);
  CHECK(response.status == 200);
  CHECK(shape_mismatch(response.body, kShape) == "");
  Json answer = Json::parse(response.body);
  CHECK(answer.at("q") == q);
  return answer.at("suggestions");
}

// The texts of one kind.
Ids of_kind(std::string_view kind, const Json& suggestions) {
  Ids texts;
  for (const Json& suggestion : suggestions) {
    if (suggestion.at("kind") == kind) texts.push_back(suggestion.at("text").get<std::string>());
  }
  return texts;
}
Ids words(std::string_view q) { return of_kind("word", suggested(q)); }
Ids titles(std::string_view q) { return of_kind("title", suggested(q)); }

TEST_SUITE("api") {
  TEST_CASE("a word that is being typed is completed and the one of most articles comes first") {
    const Json suggestions = suggested("كتا");
    INFO(suggestions.dump(2));
    CHECK(words("كتا") == Ids{"كتاب", "كتابا", "كتابة"});
    CHECK(suggestions.at(0).at("count") == 4);  // الكتاب and وكتاب are كتاب
    CHECK_FALSE(suggestions.at(0).contains("id"));
  }

  TEST_CASE("what was typed before a word stays before it") {
    CHECK(words("الكتا").front() == "الكتاب");
    CHECK(words("والكتا").front() == "والكتاب");
    CHECK(words("السو") == Ids{"السويس"});
    CHECK(words("وزي") == Ids{"وزير"});
  }

  TEST_CASE("spelling does not bind") {
    CHECK(words("احم") == Ids{"أحمد"});
    CHECK(words("أحم") == Ids{"أحمد"});
    CHECK(words("كِتَا").front() == "كتاب");
    CHECK(words("open") == Ids{"openai"});
    CHECK(words("OPEN") == Ids{"openai"});
  }

  TEST_CASE("titles that have the words are suggested newest first") {
    const Json suggestions = suggested("كتا");
    INFO(suggestions.dump(2));
    CHECK(titles("كتا") == Ids{"معرض الكتاب في بيروت", "تاريخ الكتاب العربي"});
    CHECK(suggestions.back().at("id") == "old");
    CHECK(titles("قناة السو") == Ids{"قناة السويس بعد التوسعة"});
    CHECK(titles("القناة السو") == Ids{"قناة السويس بعد التوسعة"});
    CHECK(titles("معرض السو").empty());
    CHECK(titles("وز") == Ids{"وزير النقل يفتتح مطارا"});
  }

  TEST_CASE("where nothing completes one mistake is forgiven and the other layout read") {
    CHECK(words("المكتتب") == Ids{"المكتبة"});
    CHECK(words("السويث") == Ids{"السويس"});
    CHECK(words("hgs,d") == Ids{"السويس"});
    CHECK(words("خحثى") == Ids{"openai"});
    CHECK(titles("السويث").empty());
  }

  TEST_CASE("nothing is suggested where no word is being typed") {
    for (const std::string q :
         {"", " ", "\"", "كتاب\"", "كتا*", "قسطنطين", "كتاب،", "\xFF", "()"}) {
      CAPTURE(q);
      const HttpResponse response =
          articles_server().client().get("/api/v1/suggest?q=" + percent_encoded(q));
      CHECK(response.status == 200);
      CHECK(Json::parse(response.body).at("suggestions").empty());
    }
    CHECK(articles_server().get("/api/v1/suggest").at("suggestions").empty());
    CHECK(words("ف").empty());  // function words help nobody
    CHECK_FALSE(words("\"كتا").empty());
    CHECK_FALSE(words("كتا ").empty());
  }

  TEST_CASE("so many suggestions as are wanted") {
    CHECK(suggested("ك", "&size=1").size() == 1);
    CHECK(suggested("ك", "&size=3").size() == 3);
    for (const std::string size : {"0", "21", "-1", "x"}) {
      const Json answer = articles_server().get("/api/v1/suggest?q=x&size=" + size, 400);
      CHECK(answer.at("error").at("parameter") == "size");
    }
    const Json answer = articles_server().get("/api/v1/suggest?q=" + std::string(1001, 'a'), 400);
    CHECK(answer.at("error").at("parameter") == "q");
  }

  TEST_CASE("new articles are suggested after an update") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", line("a", "أول", "نص عن البحر.", "2020-01-01"));
    index_corpus(dir);
    ServerProcess server(dir / "index");
    const Asker asker(server.port());
    const std::string target = "/api/v1/suggest?q=" + percent_encoded("منار");
    CHECK(asker.get(target).at("suggestions").empty());
    dir.write("corpus/b.jsonl", line("b", "منارة الميناء", "نص عن المنارة.", "2021-01-01"));
    index_corpus(dir, "update");
    const Json suggestions = asker.get(target).at("suggestions");
    CHECK(of_kind("word", suggestions) == Ids{"منارة"});
    CHECK(of_kind("title", suggestions) == Ids{"منارة الميناء"});
  }
}

}  // namespace

}  // namespace fihris::test
