// The order of a list does not decide what is in it.
#include <doctest/doctest.h>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

using Ids = std::vector<std::string>;

// The newest article has one word of the question, the oldest nearly all.
const TinyIndex& index() {
  static const TinyIndex instance(
      {{"one", "السدود", "تقرير قصير عن السدود في الهند.", "2020-05-05"},
       {"two", "بناء السدود", "بناء السدود يحتاج إلى مال كثير.", "2019-05-05"},
       {"most", "السد العالي", "متى اكتمل بناء السد العالي في أسوان على نهر النيل", "2010-05-05"},
       {"all", "السد العالي", "اكتمل بناء السد العالي في أسوان على نهر النيل سنة 1970",
        "2011-05-05"}});
  return instance;
}

SearchResults results(Sort sort) {
  SearchRequest request;
  request.q = "متى اكتمل بناء السد العالي في أسوان على نهر النيل؟";
  request.sort = sort;
  return index().search(request);
}

Ids ids(const SearchResults& results) {
  Ids found;
  for (const Hit& hit : results.hits) found.push_back(hit.article.id);
  return found;
}

TEST_SUITE("unit") {
  TEST_CASE("a long query finds the same in every order") {
    const SearchResults by_relevance = results(Sort::relevance);
    REQUIRE(by_relevance.total == 2);
    CHECK(results(Sort::newest).total == 2);
    CHECK(ids(results(Sort::newest)) == Ids{"all", "most"});
    CHECK(ids(results(Sort::oldest)) == Ids{"most", "all"});
    CHECK_FALSE(results(Sort::newest).relaxed);
  }
}

}  // namespace
}  // namespace fihris::search
