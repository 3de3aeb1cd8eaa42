// Pages, order, filters and facets.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/api/articles.h"
#include "tests/api/fixture.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

// The articles with a date, newest first.
const Ids by_date{"sci-2",       "eco-3", "sci-1",         "eco-1",        "eco-2",
                  "فن/مهرجان ١", "spt-1", "pages.jsonl#1", "pages.jsonl#2"};

using Counts = std::map<std::string, int>;

Counts counts(const Json& answer, const std::string& facet) {
  Counts result;
  for (const Json& row : answer.at("facets").at(facet)) {
    result[row.at("value").get<std::string>()] = row.at("count").get<int>();
  }
  return result;
}

// The ids for an empty query with these further parameters, in sorted order.
Ids filtered(const std::string& parameters) {
  return sorted(articles_server().ids("", "&size=100" + parameters));
}

std::string source(std::string_view name) { return "&source=" + percent_encoded(name); }

TEST_SUITE("api") {
  TEST_CASE("pages follow one another without gap or overlap") {
    Ids all;
    for (const std::string page : {"1", "2", "3"}) {
      const Ids ids = articles_server().ids("", "&size=5&page=" + page);
      CHECK(ids.size() == (page == "3" ? 2 : 5));
      all.insert(all.end(), ids.begin(), ids.end());
    }
    CHECK(all == articles_server().ids("", "&size=100"));
    const Ids in_order = sorted(all);
    CHECK(all.size() == kArticleCount);
    CHECK(std::ranges::adjacent_find(in_order) == in_order.end());
  }

  TEST_CASE("a page beyond the last one is empty and keeps the total") {
    const Json answer = articles_server().search("", "&size=5&page=4");
    CHECK(answer.at("hits").empty());
    CHECK(answer.at("page") == 4);
    CHECK(answer.at("total").at("value") == kArticleCount);
  }

  TEST_CASE("an empty query lists the newest articles first") {
    for (const std::string more : {"", "&sort=newest"}) {
      Ids ids = articles_server().ids("", "&size=100" + more);
      CHECK(ids.size() == kArticleCount);
      ids.resize(by_date.size());  // those without a date come last
      CHECK(ids == by_date);
    }
    CHECK(articles_server().client().get("/api/v1/search").status == 200);
  }

  TEST_CASE("hits can be had by date in both directions") {
    CHECK(articles_server().ids("البنك", "&sort=newest") == Ids{"eco-3", "eco-1"});
    CHECK(articles_server().ids("البنك", "&sort=oldest") == Ids{"eco-1", "eco-3"});
    Ids oldest = articles_server().ids("", "&size=100&sort=oldest");
    std::erase_if(oldest, [](const std::string& id) {
      return std::ranges::find(by_date, id) == by_date.end();
    });
    std::ranges::reverse(oldest);
    CHECK(oldest == by_date);
  }

  TEST_CASE("a source narrows the search and two sources widen it") {
    const Ids magazine{"sci-1", "sci-2", "فن/مهرجان ١"};
    CHECK(filtered(source("مجلة الأفق")) == magazine);
    CHECK(filtered(source("مجلة الأفق") + source("موقع الملعب")) ==
          Ids{"sci-1", "sci-2", "spt-1", "فن/مهرجان ١"});
    CHECK(filtered(source("مجلة")).empty());
    CHECK(articles_server().ids("البنك", source("موقع المرفأ")) == Ids{"eco-3"});
  }

  TEST_CASE("an author narrows the search and binds together with a source") {
    const std::string author = "&author=" + percent_encoded("سامي الحداد");
    CHECK(filtered(author) == Ids{"eco-1", "sci-1"});
    CHECK(filtered(author + source("مجلة الأفق")) == Ids{"sci-1"});
  }

  TEST_CASE("a language narrows the search") {
    CHECK(filtered("&lang=ar").size() == kArticleCount);
    CHECK(filtered("&lang=en").empty());
  }

  TEST_CASE("dates bound the search and both ends belong to it") {
    CHECK(filtered("&from=2024-03-10&to=2024-03-10") == Ids{"eco-1"});
    CHECK(filtered("&from=2024-03-11&to=2024-06-30").empty());
    CHECK(filtered("&from=2024&to=2024") == Ids{"eco-1", "sci-1"});
    CHECK(filtered("&from=2023-08&to=2023-11") == Ids{"eco-2", "فن/مهرجان ١"});
    CHECK(filtered("&to=2020") == Ids{"pages.jsonl#2"});
    CHECK(filtered("&to=2020-02") == Ids{"pages.jsonl#2"});
    CHECK(filtered("&to=2020-02-29") == Ids{"pages.jsonl#2"});
    CHECK(filtered("&to=2020-02-28").empty());
    CHECK(filtered("&from=2025") == Ids{"eco-3", "sci-2"});
  }

  TEST_CASE("facets count the articles of every value") {
    const Json all = articles_server().search("");
    INFO(all.at("facets").dump(2));
    CHECK(counts(all, "source") ==
          Counts{{"مجلة الأفق", 3}, {"صحيفة الميزان", 2}, {"موقع المرفأ", 1}, {"موقع الملعب", 1}});
    CHECK(counts(all, "year") ==
          Counts{{"2020", 1}, {"2021", 1}, {"2022", 1}, {"2023", 2}, {"2024", 2}, {"2025", 2}});
    CHECK(counts(all, "author") == Counts{{"سامي الحداد", 2}, {"ليلى منصور", 1}});
    CHECK(counts(all, "lang") == Counts{{"ar", static_cast<int>(kArticleCount)}});
    const Json& months = all.at("facets").at("month");
    CHECK(std::ranges::count(months, Json{{"value", "2024-03"}, {"count", 1}}) == 1);
    CHECK(std::ranges::all_of(months, [](const Json& month) {
      return month.at("value").get<std::string>().size() == 7;
    }));
    CHECK(all.at("facets").at("source").at(0).at("value") == "مجلة الأفق");
  }

  TEST_CASE("facets count the articles found and not only those shown") {
    const Json answer = articles_server().search("البنك", "&size=1");
    INFO(answer.at("facets").dump(2));
    CHECK(counts(answer, "source") == Counts{{"صحيفة الميزان", 1}, {"موقع المرفأ", 1}});
    CHECK(counts(answer, "year") == Counts{{"2024", 1}, {"2025", 1}});
  }
}

}  // namespace

}  // namespace fihris::test
