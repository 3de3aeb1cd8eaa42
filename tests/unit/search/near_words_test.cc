// Words that may be meant by a mistyped one.
#include "server/search/near_words.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("a word with the article is counted once and no article is put before an article") {
    const TinyIndex index({{"a", "", "الأردن"}, {"b", "", "الأردن"}, {"c", "", "الدم"}});
    const auto snapshot = schema::Snapshot::open(index.path()).value();
    const std::vector<NearWord> words = near_words(*snapshot, "الاردم", 2, 10);
    const auto jordan = std::ranges::find(words, "الأردن", &NearWord::text);
    REQUIRE(jordan != words.end());
    CHECK(jordan->articles == 2);
    CHECK(std::ranges::find(words, "الالدم", &NearWord::text) == words.end());
  }
}

}  // namespace
}  // namespace fihris::search
