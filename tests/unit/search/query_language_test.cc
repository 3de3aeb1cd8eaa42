// Which articles each operator of the query language finds, and what is marked in them.
#include <doctest/doctest.h>

#include <chrono>

#include "server/search/expander.h"
#include "server/search/wildcards.h"
#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

using Ids = std::vector<std::string>;

const TinyIndex& index() {
  static const TinyIndex instance(
      {{"oil", "أسعار النفط ترتفع", "قال محمود إن الاقتصاد العالمي ينمو ببطء.", "2015-07-15",
        "الجزيرة نت", "سعاد حسني"},
       {"bank", "البنك المركزي", "والاقتصاد الوطني بحاجة إلى النفط.", "2015-08-02", "صحيفة الأهرام",
        "محمد علي"},
       {"trade", "التجارة", "للاقتصاد أثر وبالاقتصاديات الناشئة أيضا.", "2014-01-03", "رويترز", ""},
       {"cars", "سيارات", "سيارات قديمة وأخرى حديثة.", "", "BBC عربي", "محمد النفط"},
       {"car", "سيارة", "وقفت سيارة واحدة. يستخدمون اللغة العربية للغة.", "2013-03-01", "", ""},
       {"near", "خبر", "الأمم كلها غير المتحدة في الرأي.", "2016-02-29", "اليوم", ""},
       {"far", "خبر", "الأمم في قديم الزمان وفي كل مكان من الأرض ليست هي المتحدة.", "", "", ""},
       {"un", "الأمم المتحدة", "محمد قال الاقتصاض بخطأ.", "2016-03-01", "", ""},
       {"nu", "المتحدة الأمم", "أحمد يكتب كتابا وكتبا.", "", "", ""}});
  return instance;
}

Ids relaxed_ids(std::string_view query, MatchMode mode) {
  SearchRequest request;
  request.q = query;
  request.match = mode;
  Ids found;
  for (const Hit& hit : index().search(request).hits) found.push_back(hit.article.id);
  std::ranges::sort(found);
  return found;
}

std::string body_of(std::string_view id, std::string_view query) {
  return marked(index().article(std::string(id), query).body);
}

TEST_SUITE("unit") {
  TEST_CASE("a field is the only place that is looked at") {
    CHECK(index().ids("النفط") == Ids{"bank", "cars", "oil"});
    CHECK(index().ids("عنوان:النفط") == Ids{"oil"});
    CHECK(index().ids("نص:النفط") == Ids{"bank"});
    CHECK(index().ids("كاتب:النفط") == Ids{"cars"});
    CHECK(index().ids("عنوان:\"أسعار النفط\"") == Ids{"oil"});
    CHECK(index().ids("نص:\"أسعار النفط\"").empty());
    CHECK(index().ids("عنوان:(النفط OR البنك)") == Ids{"bank", "oil"});
    CHECK(index().ids("محمد -كاتب:محمد") == Ids{"un"});
    CHECK(index().ids("title:=سيارة") == Ids{"car"});
    CHECK(index().ids("عنوان:سيار*") == Ids{"car", "cars"});
  }

  TEST_CASE("sources are found by the words of their names") {
    CHECK(index().ids("مصدر:الجزيرة") == Ids{"oil"});
    CHECK(index().ids("مصدر:جزيره") == Ids{"oil"});
    CHECK(index().ids("مصدر:\"الجزيرة نت\"") == Ids{"oil"});
    CHECK(index().ids("مصدر:\"نت الجزيرة\"").empty());
    CHECK(index().ids("source:bbc") == Ids{"cars"});
    CHECK(index().ids("مصدر:(الأهرام OR رويترز)") == Ids{"bank", "trade"});
    CHECK(index().ids("مصدر:اليوم") == Ids{"near"});
    CHECK(index().ids("مصدر:الاهر*") == Ids{"bank"});
    CHECK(index().ids("مصدر:رويتر~1") == Ids{"trade"});
    CHECK(index().ids("مصدر:=الاهرام").empty());
    CHECK(index().ids("مصدر:=الأهرام") == Ids{"bank"});
    CHECK(index().ids("النفط -مصدر:الأهرام") == Ids{"cars", "oil"});
  }

  TEST_CASE("dates take the articles of their days") {
    CHECK(index().ids("تاريخ:2015") == Ids{"bank", "oil"});
    CHECK(index().ids("تاريخ:2015-07..2015-08") == Ids{"bank", "oil"});
    CHECK(index().ids("تاريخ:يوليو 2015") == Ids{"oil"});
    CHECK(index().ids("date:رمضان-1436") == Ids{"oil"});
    CHECK(index().ids("تاريخ:شوال 1436") == Ids{"bank"});
    CHECK(index().ids("date:<2014") == Ids{"car"});
    CHECK(index().ids("date:>=2016-03") == Ids{"un"});
    CHECK(index().ids("النفط تاريخ:2015-08") == Ids{"bank"});
    CHECK(index().ids("النفط -تاريخ:2015-08") == Ids{"cars", "oil"});
    CHECK(index().ids("تاريخ:2014 OR تاريخ:2013") == Ids{"car", "trade"});
    CHECK(index().ids("(تاريخ:2014 OR سيارات)") == Ids{"car", "cars", "trade"});
  }

  TEST_CASE("what is not one of alternatives is one") {
    CHECK(index().ids("سيارة OR -الأمم") == Ids{"bank", "car", "cars", "oil", "trade"});
    CHECK(index().ids("-الأمم") == Ids{"bank", "car", "cars", "oil", "trade"});
    CHECK(index().ids("NOT NOT النفط") == Ids{"bank", "cars", "oil"});
    CHECK(index().ids("النفط (-البنك -سيارات)") == Ids{"oil"});
  }

  TEST_CASE("Arabic operators") {
    CHECK(index().ids("التجارة أو البنك") == Ids{"bank", "trade"});
    CHECK(index().ids("النفط ليس (البنك)") == Ids{"cars", "oil"});
    CHECK(index().ids("النفط و البنك") == Ids{"bank"});
  }

  TEST_CASE("a wildcard sees behind clitics") {
    CHECK(index().ids("اقتصا*") == Ids{"bank", "oil", "trade", "un"});
    CHECK(index().ids("اقتصاد*") == Ids{"bank", "oil", "trade"});
    CHECK(index().ids("الاقتصاد*") == Ids{"bank", "oil", "trade"});
    CHECK(index().ids("اقتصادي*") == Ids{"trade"});
    CHECK(index().ids("سيارا*") == Ids{"cars"});
    CHECK(index().ids("يستخد*") == Ids{"car"});
    CHECK(index().ids("لغ*") == Ids{"car"});
    CHECK(index().ids("اقت?اد") == Ids{"bank", "oil", "trade"});
    CHECK(index().ids("م?م?د") == Ids{"oil"});
    CHECK(index().ids("مح*د") == Ids{"bank", "cars", "oil", "un"});
    CHECK(index().ids("م?مد؟") == Ids{"bank", "cars", "un"});
    CHECK(index().ids("زغرب*").empty());
    CHECK(body_of("bank", "اقتصا*") == "[والاقتصاد] الوطني بحاجة إلى النفط.");
  }

  TEST_CASE("a fuzzy word finds what is spelled nearly so") {
    CHECK(index().ids("اقتصاض").size() == 1);
    CHECK(index().ids("اقتصاض~") == Ids{"bank", "oil", "trade", "un"});
    CHECK(index().ids("محمود~1") == Ids{"bank", "cars", "oil", "un"});
    CHECK(index().ids("محمد~1") == Ids{"bank", "cars", "nu", "oil", "un"});
  }

  TEST_CASE("near words stand in any order with few others among them") {
    CHECK(index().ids("\"الأمم المتحدة\"") == Ids{"un"});
    CHECK(index().ids("\"الأمم المتحدة\"~1") == Ids{"nu", "un"});
    CHECK(index().ids("\"الأمم المتحدة\"~2") == Ids{"near", "nu", "un"});
    CHECK(index().ids("\"المتحدة الأمم\"~50") == Ids{"far", "near", "nu", "un"});
    CHECK(index().ids("عنوان:\"الأمم المتحدة\"~3") == Ids{"nu", "un"});
    CHECK(body_of("near", "\"الأمم المتحدة\"~2") == "[الأمم] كلها غير [المتحدة] في الرأي.");
  }

  TEST_CASE("an exact phrase is letter for letter") {
    CHECK(index().ids("=\"الأمم المتحدة\"") == Ids{"un"});
    CHECK(index().ids("=\"الامم المتحدة\"").empty());
    CHECK(index().ids("=\"أمم متحدة\"").empty());
  }

  TEST_CASE("what an operator asks for is wanted in every mode") {
    CHECK(relaxed_ids("+النفط التجارة زغرب", MatchMode::any) == Ids{"bank", "cars", "oil"});
    CHECK(relaxed_ids("النفط التجارة تاريخ:2015", MatchMode::any) == Ids{"bank", "oil"});
    CHECK(relaxed_ids("عنوان:النفط التجارة سيارات كتب أحمد", MatchMode::automatic) == Ids{"oil"});
    CHECK(relaxed_ids("النفط AND البنك AND محمد AND المركزي", MatchMode::automatic) == Ids{"bank"});
    CHECK(relaxed_ids("النفط AND التجارة", MatchMode::automatic).empty());
  }

  TEST_CASE("a boost moves what it is on up") {
    const auto first = [](std::string_view query) {
      SearchRequest request;
      request.q = query;
      request.match = MatchMode::any;
      return index().search(request).hits.at(0).article.id;
    };
    CHECK(first("التجارة^50 البنك") == "trade");
    CHECK(first("التجارة البنك^50") == "bank");
  }

  TEST_CASE("patterns and distances") {
    CHECK(looks_like("abc", "a?c"));
    CHECK(looks_like("abc", "a*"));
    CHECK(looks_like("abcbc", "a*bc"));
    CHECK(looks_like("a", "a*"));
    CHECK_FALSE(looks_like("abc", "a?"));
    CHECK_FALSE(looks_like("abd", "a*c"));
    CHECK(edit_distance("abc", "abc", 2) == 0);
    CHECK(edit_distance("abc", "acb", 2) == 1);
    CHECK(edit_distance("abc", "ab", 2) == 1);
    CHECK(edit_distance("abc", "xyz", 2) == 3);
  }

  TEST_CASE("hostile queries are answered") {
    const auto repeated = [](std::string_view text, int times) {
      std::string out;
      for (int i = 0; i < times; ++i) out += text;
      return out;
    };
    for (const std::string& query :
         {repeated("(", 10000) + "النفط" + repeated(")", 10000), repeated("كلمة ", 1000),
          std::string("*"), std::string("ا*"), std::string("ا~2"), repeated("ا*", 1000),
          repeated("ا* ", 1000), repeated("ا?ا*", 1000), repeated("كتاب~ ", 1000),
          repeated("عنوان:", 1000) + "النفط", repeated("تاريخ:2015..2016 ", 1000),
          repeated("-(", 1000) + "النفط", "\"" + repeated("النفط ", 1000) + "\"~1000"}) {
      CAPTURE(query.substr(0, 40));
      const auto start = std::chrono::steady_clock::now();
      index().search(query);
      CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
    }
    CHECK(index().ids(repeated("عنوان:", 30) + "النفط") == Ids{"oil"});
  }
}

}  // namespace
}  // namespace fihris::search
