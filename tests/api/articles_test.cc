// /api/v1/articles/{id}: the stored article, with the hits of a query marked.
#include "tests/api/articles.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/api/fixture.h"
#include "tests/api/shapes.h"
#include "tests/support/json_check.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

std::string target_of(std::string_view id, std::string_view q = "") {
  const std::string target = "/api/v1/articles/" + percent_encoded(id);
  return q.empty() ? target : target + "?q=" + percent_encoded(q);
}

// The texts of the marked segments.
Ids marked(const Json& segments) {
  Ids texts;
  for (const Json& segment : segments) {
    if (segment.value("hit", false)) {
      texts.push_back(segment.at("text").get<std::string>());
    }
  }
  return texts;
}

// "" means unknown, which JSON says with null.
Json or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

TEST_SUITE("api") {
  TEST_CASE("an article answers with the keys of the contract and no others") {
    for (const std::string& target :
         {target_of("eco-1"), target_of("eco-1", "البنك"), target_of("pages.jsonl#1"),
          target_of(kTextFile), target_of(kTextFile, "\"حملة تلقيح\" -لا OR (")}) {
      const HttpResponse response = articles_server().client().get(target);
      INFO(target, "\n", response);
      CHECK(response.status == 200);
      CHECK(shape_mismatch(response.body, kArticleShape) == "");
    }
  }

  TEST_CASE("every article is stored as it was given") {
    for (const SampleArticle& sample : kNewsArticles) {
      const Json article = articles_server().get(target_of(sample.id));
      INFO(article.dump(2));
      const std::string quoted = "\"" + std::string(sample.body) + "\"";  // it is written as JSON
      CHECK(article.at("version") == 1);
      CHECK(article.at("id") == sample.id);
      CHECK(joined(article.at("title")) == sample.title);
      CHECK(joined(article.at("body")) == Json::parse(quoted).get<std::string>());
      CHECK(article.at("date") == or_null(sample.date));
      CHECK(article.at("source") == or_null(sample.source));
      CHECK(article.at("author") == or_null(sample.author));
      CHECK(article.at("url") == or_null(sample.url));
      CHECK(article.at("path") == "news.jsonl");
      CHECK(article.at("lang") == "ar");
    }
  }

  TEST_CASE("a text file becomes an article with its first line as the title") {
    const Json article = articles_server().get(target_of(kTextFile));
    INFO(article.dump(2));
    const std::string body = joined(article.at("body"));
    CHECK(article.at("id") == kTextFile);
    CHECK(article.at("path") == kTextFile);
    CHECK(joined(article.at("title")) == "حملة لتلقيح الأطفال في القرى الجبلية");
    CHECK(body.starts_with("بدأت وزارة الصحة حملة تلقيح ضد الحصبة"));
    CHECK(body.ends_with("حيث لا تصل السيارات."));
    CHECK(body.find("البعيدة.\n\nوتنتقل") != std::string::npos);
    CHECK(article.at("date").is_null());
    CHECK(article.at("author").is_null());
  }

  TEST_CASE("without a query nothing is marked") {
    const Json article = articles_server().get(target_of("eco-1"));
    CHECK(marked(article.at("title")).empty());
    CHECK(marked(article.at("body")).empty());
  }

  TEST_CASE("the hits of a query are marked as whole words in title and body") {
    const Json plain = articles_server().get(target_of("eco-1"));
    const Json article = articles_server().get(target_of("eco-1", "بنك تضخم"));
    INFO(article.dump(2));
    CHECK(marked(article.at("title")) == Ids{"البنك"});
    CHECK(marked(article.at("body")) == Ids{"البنك", "البنك", "التضخم"});
    CHECK(joined(article.at("title")) == joined(plain.at("title")));
    CHECK(joined(article.at("body")) == joined(plain.at("body")));
  }

  TEST_CASE("a phrase is marked where it stands") {
    const Json article = articles_server().get(target_of("eco-1", "\"سعر الفائدة\""));
    INFO(article.dump(2));
    std::string text;
    for (const std::string& piece : marked(article.at("body"))) {
      text += (text.empty() ? "" : " ") + piece;
    }
    CHECK(text == "سعر الفائدة");
  }

  TEST_CASE("a word that was taken away is not marked") {
    const Json article = articles_server().get(target_of("eco-1", "البنك -التضخم"));
    INFO(article.dump(2));
    CHECK(marked(article.at("body")) == Ids{"البنك", "البنك"});
  }

  TEST_CASE("a query that finds nothing in an article leaves it whole") {
    const Json plain = articles_server().get(target_of("sci-1"));
    const Json article = articles_server().get(target_of("sci-1", "(\"الجراد"));
    CHECK(article.at("body") == plain.at("body"));
    CHECK(article.at("title") == plain.at("title"));
  }

  TEST_CASE("an id is found in every way of writing it") {
    // The slash may stand as it is, and hexadecimal digits may be small.
    CHECK(articles_server()
              .get("/api/v1/articles/%d9%81%d9%86/%D9%85%D9%87%D8%B1%D8%AC%D8%A7%D9%86%20"
                   "%D9%A1")
              .at("id") == "فن/مهرجان ١");
    CHECK(articles_server().get(target_of("odd+id %20?#&")).at("id") == "odd+id %20?#&");
    CHECK(articles_server().get("/api/v1/articles/eco%2D1").at("id") == "eco-1");
    // A plus sign in a path is a plus sign.
    CHECK(articles_server().get("/api/v1/articles/odd+id%20%2520%3F%23%26").at("id") ==
          "odd+id %20?#&");
  }

  TEST_CASE("a query that is too long is refused here as well") {
    const std::string far_too_long(1001, 'a');
    const Json answer = articles_server().get("/api/v1/articles/eco-1?q=" + far_too_long, 400);
    CHECK(answer.at("error").at("parameter") == "q");
  }
}

}  // namespace

}  // namespace fihris::test
