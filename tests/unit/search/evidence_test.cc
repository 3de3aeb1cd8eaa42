// Where the words of a query stand in an article decides between articles that have the same words.
#include <string>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

std::string filler(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += " حشو";
  return text;
}

std::string first_of(const TinyIndex& index, std::string_view query) {
  SearchRequest request;
  request.q = query;
  request.match = MatchMode::any;
  request.duplicates = true;
  const SearchResults results = index.search(request);
  REQUIRE(results.hits.size() == 2);
  CHECK(results.hits[0].score > results.hits[1].score);
  return results.hits[0].article.id;
}

TEST_CASE("an article with a relative of a missing word comes before one without") {
  const TinyIndex index({{"without", "", "زار الوزير المعرض في المدينة أمس"},
                         {"with", "", "افتتح الوزير المعرض في المدينة أمس"}});
  CHECK(first_of(index, "افتتاح المعرض") == "with");
}

TEST_CASE("behind the opening an earlier word still counts more") {
  const TinyIndex index({{"late", "", filler(200) + " المعرض" + filler(39) + " خاتمة"},
                         {"early", "", filler(40) + " المعرض" + filler(200)}});
  CHECK(first_of(index, "المعرض") == "early");
}

}  // namespace
}  // namespace fihris::search
