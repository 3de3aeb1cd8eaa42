// Other spellings and scripts of names.
#include "indexer/analysis/aliases.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/data.h"
#include "tests/unit/analysis/golden.h"

namespace fihris::analysis {
namespace {

std::vector<AliasForm> other_forms(const std::vector<std::string_view>& words,
                                   const AliasList* own = nullptr) {
  std::vector<std::shared_ptr<const NameWord>> read;
  for (const std::string_view word : words) {
    read.push_back(std::make_shared<const NameWord>(read_name_word(word)));
  }
  std::vector<AliasForm> forms = analysis::other_forms(read, own);
  CHECK((forms.empty() || words.size() <= longest_name(*read.front(), own)));
  return forms;
}

std::vector<std::string> forms_of(const std::vector<std::string_view>& words,
                                  const AliasList* own = nullptr) {
  std::vector<std::string> forms;
  for (const AliasForm& form : other_forms(words, own)) {
    forms.push_back(test::joined(form.words, " "));
  }
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
    for (const auto& [first, second] :
         {std::pair{"عبد", "العزيز"}, {"عبد", "الرحمن"}, {"أبو", "بكر"}}) {
      CAPTURE(second);
      CHECK_FALSE(has(forms_of({first, second}), std::string(first) + " " + second));
    }
  }

  TEST_CASE("a form that is right only as spelled is known by its spelling alone") {
    CHECK(has(forms_of({"آب"}), "أغسطس"));
    CHECK(has(forms_of({"وآب"}), "غشت"));
    CHECK(forms_of({"أب"}).empty());
    CHECK(forms_of({"اب"}).empty());
    const std::vector<std::string_view> august{"اغسطس"};
    const std::vector<AliasForm> forms = other_forms(august);
    CHECK(std::ranges::any_of(forms, [](const AliasForm& form) {
      return form.as_spelled && form.words == std::vector<std::string>{"آب"};
    }));
  }

  TEST_CASE("months have their names of all regions") {
    // Egypt and the Gulf, the Levant, Tunisia and Algeria, Morocco: of each month one that differs.
    static constexpr std::array<std::array<std::string_view, 2>, 9> kPairs{{{"يناير", "جانفي"},
                                                                            {"فبراير", "شباط"},
                                                                            {"أبريل", "أفريل"},
                                                                            {"مايو", "أيار"},
                                                                            {"يوليو", "يوليوز"},
                                                                            {"أوت", "غشت"},
                                                                            {"أيلول", "شتنبر"},
                                                                            {"نوفمبر", "نونبر"},
                                                                            {"ديسمبر", "دجنبر"}}};
    for (const auto& [a, b] : kPairs) {
      CAPTURE(a);
      CHECK(has(forms_of({a}), b));
      CHECK(has(forms_of({b}), a));
    }
  }

  TEST_CASE("names of two words are also looked for as one and the other way round") {
    CHECK(has(forms_of({"ابومازن"}), "أبو مازن"));
    CHECK(has(forms_of({"أبو", "مازن"}), "أبومازن"));
    CHECK(has(forms_of({"لأبي", "مازن"}), "أبومازن"));
    CHECK(has(forms_of({"ولابومازن"}), "أبو مازن"));
    CHECK(has(forms_of({"ذوالفقار"}), "ذو الفقار"));
    CHECK(has(forms_of({"ذو", "الفقار"}), "ذوالفقار"));
    CHECK(has(forms_of({"جاد", "الحق"}), "جادالحق"));
    CHECK(has(forms_of({"نورالدين"}), "نور الدين"));
    CHECK(has(forms_of({"أم", "درمان"}), "أمدرمان"));
    CHECK(has(forms_of({"حضر", "موت"}), "حضرموت"));
    CHECK(has(forms_of({"أبو", "عبد", "الله"}), "أبوعبدالله"));
  }

  TEST_CASE("ordinary words are no joined names") {
    for (const std::string_view word : {"أبواب", "أمور", "ابنة", "بنود", "أبواق", "أمواج", "امتحان",
                                        "بنادق", "نورس", "جادة", "ابنتها", "وأموال"}) {
      CAPTURE(word);
      CHECK(forms_of({word}).empty());
    }
    CHECK(forms_of({"أم", "وال"}).empty());
    CHECK(forms_of({"أبو", "اب"}).empty());
    CHECK(forms_of({"جاد", "كثيرا"}).empty());
    CHECK(forms_of({"قال", "الوزير"}).empty());
  }

  TEST_CASE("a list of the user goes on with the shipped rows of its first form") {
    const AliasList own("# names\nجوجل\tكوكل\nتوبلينو\tTobleno Lake\n", &shipped_aliases());
    const auto forms = [&](std::string_view word) { return forms_of({word}, &own); };
    CHECK(has(forms("كوكل"), "جوجل"));
    CHECK(has(forms("كوكل"), "google"));
    CHECK(has(forms("غوغل"), "كوكل"));
    CHECK(has(forms("توبلينو"), "tobleno lake"));
    CHECK_FALSE(has(forms_of({"توبلينو"}), "tobleno lake"));
  }

  TEST_CASE("the shipped lists have no problems") {
    for (const std::string_view list : {kAliases, kNames}) {
      const auto problem = find_problem_in_aliases(list);
      CAPTURE(problem.value_or(AliasProblem{}).line);
      CAPTURE(problem.value_or(AliasProblem{}).message);
      CHECK_FALSE(problem);
    }
  }

  TEST_CASE("the problem of a list names its line") {
    const auto line_of = [](std::string_view text) {
      const auto problem = find_problem_in_aliases(text);
      return problem ? problem->line : 0;
    };
    CHECK(line_of("") == 0);
    CHECK(line_of("# x\n\nكوكل\tجوجل\n") == 0);
    CHECK(line_of("كوكل\tجوجل\nكوكل\n") == 2);
    CHECK(line_of("# x\nكوكل, جوجل\n") == 2);
    CHECK(line_of("كوكل\t!\n") == 1);
    CHECK(line_of("كوكل\tأ ب ت ث ج ح\n") == 1);
    CHECK(line_of("إدارة\tاداره\n") == 1);
    CHECK(line_of("كوكل\tجو\xFFجل\n") == 1);
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
