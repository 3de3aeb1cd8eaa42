// Which articles a query finds.
#include "server/search/matcher.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

using Ids = std::vector<std::string>;

const TinyIndex& index() {
  static const TinyIndex instance({{"un", "قرار الأمم المتحدة", "صدر القرار في نيويورك."},
                                   {"far", "الأمم", "الولايات المتحدة والأمم كلها."},
                                   {"border", "كلمة الأمم", "المتحدة للطباعة."},
                                   {"marks", "قرار", "للأُمَم المُتَّحدة رأي."},
                                   {"ball", "كرة القدم", "لعب الفريق كرة جميلة."},
                                   {"ballh", "كره", "أظهر كره للحرب."},
                                   {"flag", "خبر", "رفع عَلَم البلاد."},
                                   {"science", "خبر آخر", "طلب عِلْم نافع."},
                                   {"bare", "خبر ثالث", "كلمة علم بلا حركات."},
                                   {"us", "زيارة", "وصل إلى أميركا أمس."},
                                   {"r1", "نماذج", "أصدرت الشركة نموذج R1 الجديد."},
                                   {"r2", "نماذج", "حرف R ثم رقم 1."}});
  return instance;
}

TEST_SUITE("unit") {
  TEST_CASE("a phrase stands together and in order and in one part of the article") {
    CHECK(index().ids("\"الأمم المتحدة\"") == Ids{"marks", "un"});
    CHECK(index().ids("«الأمم المتحدة»") == Ids{"marks", "un"});
    CHECK(index().ids("\"المتحدة الأمم\"") == Ids{"far"});
    CHECK(index().ids("الأمم المتحدة") == Ids{"border", "far", "marks", "un"});
    CHECK(index().ids("\"صدر القرار في نيويورك\"") == Ids{"un"});
  }

  TEST_CASE("words that touch in the query touch in the article") {
    CHECK(index().ids("R1") == Ids{"r1"});
    CHECK(index().ids("R 1") == Ids{"r1", "r2"});
  }

  TEST_CASE("what is excluded is left out") {
    CHECK(index().ids("الأمم -نيويورك") == Ids{"border", "far", "marks"});
    CHECK(index().ids("الأمم NOT \"الأمم المتحدة\"") == Ids{"border", "far"});
    CHECK(index().ids("الأمم -المتحدة").empty());
    CHECK(index().ids("المتحدة -(نيويورك OR الطباعة)") == Ids{"far", "marks"});
  }

  TEST_CASE("alternatives find either") {
    CHECK(index().ids("نيويورك OR الطباعة") == Ids{"border", "un"});
    CHECK(index().ids("نيويورك|الفريق") == Ids{"ball", "un"});
    CHECK(index().ids("المتحدة (نيويورك OR الطباعة)") == Ids{"border", "un"});
  }

  TEST_CASE("a prefix finds the words that begin so") {
    CHECK(index().ids("نيوي*") == Ids{"un"});
    CHECK(index().ids("نماذ*") == Ids{"r1", "r2"});
    CHECK(index().ids("زغرب*").empty());
  }

  TEST_CASE("an exact word is found as it is spelled") {
    CHECK(index().ids("=كرة") == Ids{"ball"});
    CHECK(index().ids("=كره") == Ids{"ballh"});
    CHECK(index().ids("كرة", true) == Ids{"ball"});
    CHECK(index().ids("=المتحده").empty());
    CHECK(index().ids("=المتحدة") == Ids{"border", "far", "marks", "un"});
    CHECK(index().ids("=متحدة").empty());
  }

  TEST_CASE("harakat that the query types bind in exact mode") {
    CHECK(index().ids("=عَلَم") == Ids{"bare", "flag"});
    CHECK(index().ids("=عِلم") == Ids{"bare", "science"});
    CHECK(index().ids("=علم") == Ids{"bare", "flag", "science"});
    CHECK(index().ids("عَلَم", true) == Ids{"bare", "flag"});
  }

  TEST_CASE("other spellings of a name are found but not in exact mode") {
    CHECK(index().ids("أمريكا") == Ids{"us"});
    CHECK(index().ids("أمريكا", true).empty());
  }

  TEST_CASE("function words alone are searched and beside others are not required") {
    CHECK(index().ids("في") == Ids{"un"});
    CHECK(index().ids("نيويورك عن") == Ids{"un"});
  }

  TEST_CASE("a query that nothing has finds nothing") {
    CHECK(index().ids("زغربون").empty());
    CHECK(index().ids("\"الأمم زغربون\"").empty());
  }

  TEST_CASE("hits and their scores are in falling order and pages do not overlap") {
    SearchRequest request;
    request.q = "الأمم المتحدة";
    const SearchResults all = index().search(request);
    CHECK(all.total == 4);
    for (size_t i = 1; i < all.hits.size(); ++i) CHECK(all.hits[i - 1].score >= all.hits[i].score);
    request.size = 1;
    Ids paged;
    for (request.page = 1; request.page <= 5; ++request.page) {
      for (const Hit& hit : index().search(request).hits) paged.push_back(hit.article.id);
    }
    Ids whole;
    for (const Hit& hit : all.hits) whole.push_back(hit.article.id);
    CHECK(paged == whole);
  }

  TEST_CASE("rare words weigh more and repetition saturates") {
    const schema::Snapshot empty;
    const Scoring scoring(empty);
    CHECK(scoring.idf(0) >= 0);
    CHECK(scoring.saturation(0, 10) == 0);
    CHECK(scoring.saturation(1, 1) < scoring.saturation(2, 1));
    CHECK(scoring.saturation(2, 1) - scoring.saturation(1, 1) >
          scoring.saturation(9, 1) - scoring.saturation(8, 1));
    CHECK(scoring.saturation(1, 1) > scoring.saturation(1, 100));
    CHECK(scoring.saturation(1e9, 1) <= kK1 + 1);
    CHECK(scoring.term_articles("x") == 0);
    CHECK(scoring.word_articles("x") == 0);
  }
}

}  // namespace
}  // namespace fihris::search
