// Other spellings and scripts of names.
#include "indexer/analysis/aliases.h"

#include <algorithm>
#include <array>

#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

std::vector<std::string> forms_of(const std::vector<std::string_view>& words) {
  std::vector<std::string> forms;
  for (const AliasForm& form : other_forms(words)) forms.push_back(test::joined(form, " "));
  return forms;
}

bool has(const std::vector<std::string>& forms, std::string_view form) {
  return std::ranges::find(forms, form) != forms.end();
}

TEST_SUITE("unit") {
  TEST_CASE("regional spellings find each other in both directions") {
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Pair, 7> kPairs{{{"أمريكا", "أميركا"},
                                                 {"غوغل", "جوجل"},
                                                 {"ترامب", "ترمب"},
                                                 {"يوليو", "تموز"},
                                                 {"يوليو", "جويلية"},
                                                 {"فبراير", "فيفري"},
                                                 {"مئة", "مائة"}}};
    for (const auto& [a, b] : kPairs) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK(has(forms_of({a}), b));
      CHECK(has(forms_of({b}), a));
    }
  }

  TEST_CASE("names find each other across scripts") {
    CHECK(has(forms_of({"google"}), "غوغل"));
    CHECK(has(forms_of({"غوغل"}), "google"));
    CHECK(has(forms_of({"youtube"}), "يوتيوب"));
  }

  TEST_CASE("forms of several words are found as a whole only") {
    CHECK(has(forms_of({"كانون", "الثاني"}), "يناير"));
    CHECK(has(forms_of({"يناير"}), "كانون الثاني"));
    CHECK_FALSE(has(forms_of({"كانون"}), "يناير"));
    CHECK_FALSE(has(forms_of({"الثاني"}), "يناير"));
  }

  TEST_CASE("clitics on the first word and folding are seen through") {
    CHECK(has(forms_of({"وأمريكا"}), "أميركا"));
    CHECK(has(forms_of({"امريكا"}), "أميركا"));
    CHECK(has(forms_of({"لغوغل"}), "جوجل"));
  }

  TEST_CASE("a form is never among its own other forms") {
    for (const std::string_view word : {"أمريكا", "غوغل", "يناير", "سوريا", "google"}) {
      CAPTURE(word);
      CHECK_FALSE(has(forms_of({word}), word));
      CHECK_FALSE(forms_of({word}).empty());
    }
  }

  TEST_CASE("words that are no name have no other forms") {
    CHECK(forms_of({}).empty());
    CHECK(forms_of({"كتاب"}).empty());
    CHECK(forms_of({"زغربون"}).empty());
    CHECK(forms_of({"2024"}).empty());
    CHECK(forms_of({"a", "b", "c", "d", "e", "f"}).empty());
  }
}

}  // namespace
}  // namespace fihris::analysis
