// /api/v1/articles/{id}/similar.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/api/fixture.h"
#include "tests/api/shapes.h"
#include "tests/support/json_check.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

std::string line(const std::string& id, const std::string& title, const std::string& body) {
  return Json{{"id", id}, {"title", title}, {"body", body}}.dump() + "\n";
}

struct Shelf {
  Shelf() {
    dir.write(
        "corpus/a.jsonl",
        line("coral/1", "الشعاب المرجانية تبيض",
             "ارتفعت حرارة البحر فابيضت الشعاب المرجانية في الخليج.") +
            line("coral-2", "مرجان الخليج", "يراقب علماء الشعاب المرجانية حرارة البحر كل شهر.") +
            line("chess", "بطولة الشطرنج", "فاز اللاعب ببطولة الشطرنج في العاصمة.") +
            line("sea", "رحلة في البحر", "أبحر القارب في البحر شهرا.") +
            line("chess/similar", "اسم غريب", "مقال اسمه غريب ولا يشبه شيئا.") +
            line("alone", "xylophone", "zzyzx quux"));
    index_corpus(dir);
    server = std::make_unique<ServerProcess>(dir / "index");
  }
  TempDir dir;
  std::unique_ptr<ServerProcess> server;
};

const Asker& shelf() {
  static const Shelf the_shelf;
  static const Asker asker(the_shelf.server->port());
  return asker;
}

std::string target_of(std::string_view id) {
  return "/api/v1/articles/" + percent_encoded(id) + "/similar";
}

Ids ids_of(const Json& hits) {
  Ids ids;
  for (const Json& hit : hits) ids.push_back(hit.at("id").get<std::string>());
  return ids;
}

TEST_SUITE("api") {
  TEST_CASE("similar articles share rare words and the article is not among them") {
    const Json answer = shelf().get(target_of("coral/1"));
    INFO(answer.dump(2));
    CHECK(answer.at("version") == 1);
    const Ids ids = ids_of(answer.at("hits"));
    REQUIRE(ids.size() >= 2);
    CHECK(ids[0] == "coral-2");
    CHECK(ids[1] == "sea");
    CHECK(std::ranges::find(ids, "coral/1") == ids.end());
    CHECK(answer.at("hits").at(0).at("score").get<double>() > 0);
  }

  TEST_CASE("similar articles have the shape of search hits") {
    Json search = Json::parse(kSearchShape);
    const Json shape{{"version", "integer"}, {"hits", search.at("hits")}};
    CHECK(shape_mismatch(shelf().client().get(target_of("coral/1")).body, shape.dump()) == "");
  }

  TEST_CASE("an article that shares no word is like no other") {
    CHECK(shelf().get(target_of("alone")).at("hits").empty());
  }

  TEST_CASE("as many similar articles as are wanted") {
    CHECK(shelf().get(target_of("coral/1") + "?size=1").at("hits").size() == 1);
    for (const std::string size : {"0", "21", "x"}) {
      const Json answer = shelf().get(target_of("coral/1") + "?size=" + size, 400);
      CHECK(answer.at("error").at("parameter") == "size");
    }
  }

  TEST_CASE("nothing is like an article that is not there") {
    const Json error = shelf().get(target_of("nobody"), 404).at("error");
    CHECK(error.at("code") == "not_found");
    CHECK(error.at("message").get<std::string>().find("\"nobody\"") != std::string::npos);
    shelf().get("/api/v1/articles/similar", 404);
    shelf().get("/api/v1/articles//similar", 404);
  }

  TEST_CASE("an article whose id ends in /similar is found by its id") {
    const Json article = shelf().get("/api/v1/articles/" + percent_encoded("chess/similar"));
    CHECK(article.at("id") == "chess/similar");
    CHECK(shelf().get(target_of("chess/similar")).contains("hits"));
  }
}

}  // namespace

}  // namespace fihris::test
