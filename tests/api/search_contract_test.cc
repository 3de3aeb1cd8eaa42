// The JSON of /api/v1/search, key by key, and what comes with it.
#include <doctest/doctest.h>

#include <algorithm>
#include <regex>

#include "tests/api/articles.h"
#include "tests/api/fixture.h"
#include "tests/api/shapes.h"
#include "tests/support/files.h"
#include "tests/support/json_check.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

TEST_SUITE("api") {
  TEST_CASE("a search answers with the keys of the contract and no others") {
    for (const std::string q : {"", "البنك", "\"سعر الفائدة\"", "لفظة غريبة", "تلسكوب الجراد"}) {
      const HttpResponse response =
          articles_server().client().get("/api/v1/search?q=" + percent_encoded(q));
      INFO("q=", q, "\n", response);
      CHECK(response.status == 200);
      CHECK(shape_mismatch(response.body, kSearchShape) == "");
    }
  }

  TEST_CASE("a search repeats its query and its page and counts its hits") {
    const Json answer = articles_server().search("البنك", "&page=1&size=7");
    CHECK(answer.at("version") == 1);
    CHECK(answer.at("query").at("q") == "البنك");
    CHECK(answer.at("query").at("relaxed") == false);
    CHECK(answer.at("query").at("dropped").empty());
    CHECK(answer.at("page") == 1);
    CHECK(answer.at("size") == 7);
    CHECK(answer.at("total").at("value") == 2);
    CHECK(answer.at("total").at("exact") == true);
    CHECK(answer.at("hits").size() == 2);
    CHECK(answer.at("took_ms").get<double>() >= 0);
  }

  TEST_CASE("without a page and a size there are ten hits from the first") {
    const Json answer = articles_server().search("");
    CHECK(answer.at("page") == 1);
    CHECK(answer.at("size") == 10);
    CHECK(answer.at("hits").size() == 10);
    CHECK(answer.at("total").at("value") == kArticleCount);
  }

  TEST_CASE("a hit carries what is known of its article and null for what is not") {
    const Json full = articles_server().search("محافظ التضخم").at("hits").at(0);
    INFO(full.dump(2));
    CHECK(full.at("id") == "eco-1");
    CHECK(full.at("url") == "https://example.org/eco-1");
    CHECK(full.at("date") == "2024-03-10");
    CHECK(full.at("source") == "صحيفة الميزان");
    CHECK(full.at("author") == "سامي الحداد");
    CHECK(full.at("lang") == "ar");
    CHECK(full.at("duplicates") == 0);
    CHECK(joined(full.at("title")) == "البنك المركزي يرفع سعر الفائدة");
    CHECK(full.at("score").get<double>() > 0);

    const Json bare = articles_server().search("الكمون البصل").at("hits").at(0);
    INFO(bare.dump(2));
    CHECK(bare.at("id") == "odd+id %20?#&");
    for (const std::string key : {"url", "date", "source", "author"}) {
      CAPTURE(key);
      CHECK(bare.at(key).is_null());
    }
  }

  TEST_CASE("articles without an id are known by their path") {
    CHECK(articles_server().ids("لقاح الحصبة الجبلية") == Ids{std::string(kTextFile)});
    CHECK(articles_server().ids("الجراد") == Ids{"pages.jsonl#2"});
    CHECK(articles_server().ids("ترميم") == Ids{"pages.jsonl#1"});
    const Json hit = articles_server().search("الهجن").at("hits").at(0);
    CHECK(hit.at("id") == kOtherTextFile);
    CHECK(hit.at("path") == kOtherTextFile);
  }

  TEST_CASE("unknown parameters are ignored") {
    CHECK(articles_server().ids("الجراد", "&colour=red&pages=7") == Ids{"pages.jsonl#2"});
  }

  TEST_CASE("a plus sign in the query is a space") {
    const Json answer = articles_server().get("/api/v1/search?q=%D8%B3%D8%B9%D8%B1+bank");
    CHECK(answer.at("query").at("q") == "سعر bank");
  }

  TEST_CASE("a request for an explanation adds keys and changes none") {
    const Json plain = articles_server().search("البنك");
    const Json explained = articles_server().search("البنك", "&explain=1");
    const auto added = [](const Json& more, const Json& fewer) {
      Ids names;
      for (const auto& [name, value] : more.items()) {
        if (!fewer.contains(name)) {
          names.push_back(name);
        }
      }
      return names;
    };
    const Json& hit = plain.at("hits").at(0);
    const Json& explained_hit = explained.at("hits").at(0);
    CHECK(added(plain, explained).empty());
    CHECK(added(hit, explained_hit).empty());
    const bool tree_added = !added(explained, plain).empty() ||
                            !added(explained.at("query"), plain.at("query")).empty();
    CHECK(tree_added);
    CHECK_FALSE(added(explained_hit, hit).empty());
  }

  TEST_CASE("an explanation shows what each word of the query is looked up as") {
    const Json words =
        articles_server()
            .search("وللحكومة =الأسعار \"سعر الفائدة\" -دول تاريخ:2024 اقتصا* وَفِي", "&explain=1")
            .at("query")
            .at("words");
    Ids written;
    for (const Json& word : words) written.push_back(word.at("written"));
    CHECK(written == Ids{"وللحكومة", "الأسعار", "سعر", "الفائدة", "دول", "وَفِي"});
    CHECK(words.at(0) == Json{{"written", "وللحكومة"},
                              {"exact", "وللحكومة"},
                              {"folded", "وللحكومه"},
                              {"stop", false},
                              {"stems", {{{"stem", "حكومه"}, {"rule", "ولل- lexicon"}}}}});
    CHECK(words.at(1).at("stems") == Json{{{"stem", "الأسعار"}, {"rule", "as spelled"}}});
    CHECK(words.at(4).at("stems").at(1) == Json{{"stem", "دوله"}, {"rule", "broken plural"}});
    CHECK(words.at(5).at("exact") == "وفي");
    CHECK(words.at(5).at("stop") == true);
  }

  TEST_CASE("an explanation agrees with what the indexer makes of the words") {
    const std::string text = "وبالمكتبات الفلسطينيين سيعلنون أخاه كناة OpenAI ١٢٣ زربطانات";
    const Json words = articles_server().search(text, "&explain=1").at("query").at("words");
    const RunResult result = run(indexer_program(), {"analyze", "--json"}, {.in = text + "\n"});
    const std::vector<std::string> lines = lines_of(result.out);
    REQUIRE(lines.size() >= words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      Json row = Json::parse(lines[i]);
      row.erase("begin");
      row.erase("end");
      CHECK(words[i] == row);
    }
  }

  TEST_CASE("the statistics count the articles") {
    const HttpResponse response = articles_server().client().get("/api/v1/stats");
    INFO(response);
    CHECK(response.status == 200);
    CHECK(shape_mismatch(response.body, kStatsShape) == "");
    const Json stats = articles_server().get("/api/v1/stats");
    CHECK(stats.at("version") == 1);
    CHECK(stats.at("articles") == kArticleCount);
    CHECK(stats.at("terms").get<int>() > 100);
    CHECK(stats.at("index_bytes").get<long>() > 1000);
    const bool built_is_a_time =
        std::regex_match(stats.at("built").get<std::string>(),
                         std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))"));
    CHECK(built_is_a_time);
    CHECK_FALSE(stats.at("analyzer").get<std::string>().empty());
  }

  TEST_CASE("a server with an index is alive and ready") {
    for (const std::string target : {"/healthz", "/readyz"}) {
      const HttpResponse response = articles_server().client().get(target);
      INFO(target, "\n", response);
      CHECK(response.status == 200);
    }
  }

  TEST_CASE("every answer says what it is and how it may be used") {
    for (const std::string target :
         {"/api/v1/search?q=", "/api/v1/articles/eco-1", "/api/v1/stats", "/api/v1/nothing",
          "/api/v1/search?page=0", "/healthz", "/readyz", "/", "/app.js", "/nothing"}) {
      const HttpResponse response = articles_server().client().get(target);
      INFO(target, "\n", response);
      CHECK(response.header("x-content-type-options") == "nosniff");
      CHECK(response.header("content-security-policy").find("default-src 'self'") !=
            std::string::npos);
      CHECK_FALSE(response.header("cache-control").empty());
      CHECK(response.header("content-type").find("charset=utf-8") != std::string::npos);
    }
  }

  TEST_CASE("HEAD answers like GET without a body") {
    for (const std::string target : {"/api/v1/search?q=", "/api/v1/articles/eco-1", "/api/v1/stats",
                                     "/healthz", "/readyz", "/"}) {
      const HttpClient& client = articles_server().client();
      const HttpResponse get = client.get(target);
      const HttpResponse head = client.send("HEAD", target);
      INFO(target, "\n", head);
      CHECK(head.status == 200);
      CHECK(head.body.empty());
      CHECK(head.header("content-type") == get.header("content-type"));
    }
    CHECK(articles_server().client().send("HEAD", "/api/v1/articles/nobody").status == 404);
  }
}

}  // namespace

}  // namespace fihris::test
