// Names that articles spell otherwise, found by their sound. All names here are of no list, so that
// it is the sound that finds them; the lists have tests of their own.
#include "server/search/sound_alikes.h"

#include "indexer/analysis/aliases.h"
#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

const TinyIndex& names_index() {
  static const TinyIndex index({{"arabic", "", "قال فرانتسبيرغ إن السوق تغيرت"},
                                {"egyptian", "", "التقى فرانتسبيرج الوزير"},
                                {"latin", "", "كتب Frantsberg مقالا"},
                                {"joined", "", "أطلقت زومفليك تطبيقها"},
                                {"spaced", "", "أعلنت زوم فليك عن سماعة"},
                                {"apart", "", "فليك في الشمال ثم زوم في الجنوب"},
                                {"short", "", "التقى توم الوزير دوغ"},
                                {"known", "", "فراغ كبير في الميزان"}});
  return index;
}

using Ids = std::vector<std::string>;

SearchRequest asked(const std::string& q, bool names = true) {
  SearchRequest request;
  request.q = q;
  request.names = names;
  return request;
}

// Best first.
Ids found(const std::string& q, bool names = true) {
  Ids ids;
  for (const Hit& hit : names_index().search(asked(q, names)).hits) ids.push_back(hit.article.id);
  return ids;
}

bool has(const Ids& ids, const std::string& id) { return std::ranges::find(ids, id) != ids.end(); }

TEST_SUITE("unit") {
  TEST_CASE("a name finds its other spellings in both scripts") {
    for (const std::string q : {"Frantsberg", "frantsberg", "فرانتسبيرغ", "فرانتسبيرج"}) {
      CAPTURE(q);
      Ids ids = found(q);
      std::ranges::sort(ids);
      CHECK(ids == Ids{"arabic", "egyptian", "latin"});
    }
  }

  TEST_CASE("a match by letters ranks before one by sound") {
    CHECK(found("فرانتسبيرج").front() == "egyptian");
    CHECK(found("فرانتسبيرغ").front() == "arabic");
    CHECK(found("Frantsberg").front() == "latin");
  }

  TEST_CASE("a name of two words is found written as one and the other way round") {
    for (const std::string q : {"ZoomFlick", "zoomflick", "Zoom Flick", "زومفليك", "زوم فليك"}) {
      CAPTURE(q);
      const Ids ids = found(q);
      CHECK(has(ids, "joined"));
      CHECK(has(ids, "spaced"));
    }
    CHECK_FALSE(has(found("ZoomFlick"), "apart"));
  }

  TEST_CASE("a phrase sees spellings by sound and exact spelling sees none") {
    CHECK(found("\"قال Frantsberg\"") == Ids{"arabic"});
    CHECK(found("=Frantsberg") == Ids{"latin"});
    CHECK(names_index().ids("Frantsberg", true) == Ids{"latin"});
  }

  TEST_CASE("spellings by sound can be switched off and so can listed ones") {
    CHECK(found("Frantsberg", false) == Ids{"latin"});
    CHECK(found("فرانتسبيرج", false) == Ids{"egyptian"});
    CHECK(found("زوم فليك", false).size() == 2);
  }

  TEST_CASE("short names and words of the lexicon are not taken for others") {
    CHECK(found("Tim").empty());
    CHECK(found("Farage").empty());
    CHECK(found("فاراغ").empty());
  }

  TEST_CASE("an answer says what was also looked for and marks it") {
    const SearchResults results = names_index().search(asked("Frantsberg السوق"));
    REQUIRE(results.also.size() == 1);
    CHECK(results.also[0].text == "Frantsberg");
    CHECK(results.also[0].variants == std::vector<std::string>{"فرانتسبيرج", "فرانتسبيرغ"});
    REQUIRE(results.hits.size() == 1);
    Ids hits;
    for (const TextSegment& segment : results.hits[0].snippet) {
      if (segment.hit) hits.push_back(segment.text);
    }
    CHECK(hits == Ids{"فرانتسبيرغ", "السوق"});
    CHECK(names_index().search(asked("Frantsberg", false)).also.empty());
    CHECK(names_index().search(asked("السوق")).also.empty());
  }

  TEST_CASE("a listed form that no article has leaves the sound to find others") {
    // أمريكا is listed with أميركا: both are told, and nothing is made up for what is not there.
    const TinyIndex index({{"1", "", "زار أميركا"}, {"2", "", "عاد من أمريكا"}});
    const SearchResults results = index.search(asked("أمريكا"));
    REQUIRE(results.also.size() == 1);
    CHECK(results.also[0].variants == std::vector<std::string>{"أميركا"});
  }
}

}  // namespace
}  // namespace fihris::search
