// Parsed pieces -> words with terms and variants.
#include "server/query/query_analyzer.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "indexer/analysis/letters.h"
#include "server/query/query_parser.h"
#include "server/query/word_memo.h"

namespace fihris::query {
namespace {

Node analyzed(std::string_view text, const AnalyzeOptions& options = {}) {
  return analyze_query(parse_query(text), options);
}

// Without variants.
std::string tree_of(std::string_view text) {
  return to_string(analyzed(text, {.exact = false, .variants = false}));
}

std::string first_term(const Node& word) { return analysis::to_utf8(word.terms.at(0).term); }

bool has_variants(const Node& node) {
  return node.variants || std::ranges::any_of(node.children, has_variants);
}

TEST_SUITE("unit") {
  TEST_CASE("function words are left out where content words remain") {
    CHECK(tree_of("وزير في الحكومة") == "(all وزير الحكومة)");
    CHECK(tree_of("في الحكومة") == "(all الحكومة)");
    CHECK(tree_of("كتاب OR في").find("في") == std::string::npos);
  }

  TEST_CASE("function words alone stay") {
    CHECK(tree_of("من") == "(all من)");
    CHECK(tree_of("من على") == "(all من على)");
    CHECK(analyzed("من").children.at(0).stop);
  }

  // Known wrong: على folds to the name علي, so its variant "ali" is required when على itself is
  // dropped.
  TEST_CASE("function words are no names") {
    CHECK_FALSE(has_variants(analyzed("الهجوم على المدينة")));
    CHECK(to_string(analyzed("الهجوم على المدينة")) == "(all الهجوم المدينة)");
  }

  TEST_CASE("function words stay in a phrase") {
    CHECK(tree_of("\"وزير في الحكومة\"") == "(all (phrase وزير في الحكومة))");
    CHECK(tree_of("كتاب «من على»") == "(all كتاب (phrase من على))");
  }

  TEST_CASE("pieces that touch become a phrase and others separate words") {
    CHECK(tree_of("R1") == "(all (phrase r 1))");
    CHECK(tree_of("H800 5G") == "(all (phrase h 800) (phrase 5 g))");
    CHECK(tree_of("عبدالله") == "(all (phrase عبد الله))");
    CHECK(tree_of("د.محمد") == "(all د محمد)");
    CHECK(tree_of("غزة_تحت_القصف") == "(all غزة القصف)");
    CHECK(tree_of("الـ21") == "(all 21)");
    CHECK(tree_of("المنتخب؟") == "(all المنتخب)");
  }

  TEST_CASE("a phrase of one word is that word and one of none is nothing") {
    CHECK(tree_of("\"كتاب\"") == "(all كتاب)");
    CHECK(tree_of("\"\" كتاب") == "(all كتاب)");
    CHECK(tree_of("« » كتاب") == "(all كتاب)");
  }

  TEST_CASE("what has no words is an empty query") {
    for (const std::string_view text : {"", "؟", "\"\"", "-", "*", "=", "-؟", "« »", "\xFF"}) {
      CAPTURE(text);
      CHECK(tree_of(text) == "(all)");
    }
  }

  TEST_CASE("words carry their terms with the best first") {
    const Node root = analyzed("والحكومة دول");
    REQUIRE(root.children.size() == 2);
    CHECK(first_term(root.children[0]) == "حكومه");
    CHECK(root.children[0].terms[0].weight == 1);
    REQUIRE(root.children[1].terms.size() == 2);
    CHECK(root.children[1].terms[1].weight < 1);
  }

  TEST_CASE("names get their other spellings with less weight") {
    const Node root = analyzed("رئيس أمريكا");
    REQUIRE(root.children.size() == 2);
    CHECK_FALSE(has_variants(root.children[0]));
    const Node& any = root.children[1];
    REQUIRE(any.kind == NodeKind::any);
    CHECK(any.variants);
    REQUIRE(any.children.size() >= 2);
    CHECK(any.children[0].text == "أمريكا");
    CHECK(any.children[0].weight == 1);
    for (size_t i = 1; i < any.children.size(); ++i) CHECK(any.children[i].weight < 1);
    CHECK(std::ranges::any_of(any.children, [](const Node& n) { return n.text == "أميركا"; }));
  }

  TEST_CASE("names of several words are variants as a whole") {
    const Node root = analyzed("كانون الثاني");
    REQUIRE(root.children.size() == 1);
    CHECK(root.children[0].variants);
    CHECK(to_string(root.children[0].children[0]) == "(all كانون الثاني)");
    CHECK(std::ranges::any_of(root.children[0].children,
                              [](const Node& n) { return n.text == "يناير"; }));
  }

  TEST_CASE("a phrase is also looked for with its names in other spellings") {
    const std::string tree = to_string(analyzed("\"شركة قوقل\""));
    CHECK(tree.starts_with("(all (any (phrase شركة قوقل) "));
    CHECK(tree.find("(phrase شركة جوجل)^0.8") != std::string::npos);
    CHECK(
        to_string(analyzed("\"السلطان نور الدين زنكي\"")).find("(phrase السلطان نورالدين زنكي)") !=
        std::string::npos);
    CHECK(to_string(analyzed("\"قوقل مصر\"~3")) == "(all (phrase قوقل مصر)~3)");
    CHECK(to_string(analyzed("كتاب -\"شركة قوقل\"")) == "(all كتاب (exclude (phrase شركة قوقل)))");
  }

  TEST_CASE("words with OR between them have variants but are no name of two words") {
    CHECK(to_string(analyzed("قوقل OR كتاب")).find("غوغل^0.8") != std::string::npos);
    CHECK(to_string(analyzed("نور OR الدين")).find("نورالدين") == std::string::npos);
  }

  TEST_CASE("a phrase of many names has few spellings") {
    const Node root = analyzed("\"يناير فبراير مارس أبريل مايو\"");
    REQUIRE(root.children.size() == 1);
    CHECK(root.children[0].children.size() == 16);
  }

  TEST_CASE("exact words have no variants and neither has a query without them") {
    CHECK(has_variants(analyzed("أمريكا")));
    CHECK_FALSE(has_variants(analyzed("أمريكا", {.exact = true, .variants = true})));
    CHECK_FALSE(has_variants(analyzed("أمريكا", {.exact = false, .variants = false})));
  }

  TEST_CASE("an equals sign makes one word exact") {
    const Node root = analyzed("=كرة القدم");
    REQUIRE(root.children.size() == 2);
    CHECK(root.children[0].exact);
    CHECK(root.children[0].text == "كرة");
    CHECK_FALSE(root.children[1].exact);
    CHECK(tree_of("=كرة القدم") == "(all =كرة القدم)");
  }

  // Known wrong: add_variants() looks at the options of the query, not at the word's own =.
  TEST_CASE("an exact name has no variants either") {
    CHECK_FALSE(has_variants(analyzed("=أمريكا")));
  }

  TEST_CASE("typed harakat are kept for exact words only") {
    CHECK(analyzed("=عَلَم").children.at(0).marked == "عَلَم");
    CHECK(analyzed("=عَلَم").children.at(0).text == "علم");
    CHECK(analyzed("=علم").children.at(0).marked.empty());
    CHECK(analyzed("عَلَم").children.at(0).marked.empty());
    CHECK(analyzed("عَلَم", {.exact = true, .variants = true}).children.at(0).marked == "عَلَم");
  }

  TEST_CASE("wildcards are patterns of folded letters") {
    const Node root = analyzed("أحم* Goo*");
    REQUIRE(root.children.size() == 2);
    CHECK(root.children[0].kind == NodeKind::wildcard);
    CHECK(analysis::to_utf8(root.children[0].pattern) == "احم*");
    CHECK(root.children[0].text == "أحم*");
    CHECK(root.children[1].kind == NodeKind::wildcard);
    CHECK(root.children[1].pattern == "goo*");
  }

  TEST_CASE("wildcards stand within a word and a star also at its end") {
    const auto pattern = [](std::string_view text) {
      const Node root = analyzed(text);
      return root.children.size() == 1 ? analysis::to_utf8(root.children[0].pattern) : "?";
    };
    CHECK(pattern("م?مد") == "م?مد");
    CHECK(pattern("م??د") == "م??د");
    CHECK(pattern("م*د") == "م*د");
    CHECK(pattern("مُ?مّد*") == "م?مد*");
    CHECK(pattern("كتاب?").empty());
    CHECK(pattern("كتاب؟").empty());
    CHECK(pattern("?كتاب").empty());
    CHECK(pattern("*كتاب").empty());
    CHECK(tree_of("كت؟اب") == "(all كت اب)");
    CHECK(tree_of("R?1") == "(all r 1)");
  }

  TEST_CASE("a star in a phrase is a wildcard too") {
    CHECK(tree_of("\"اقتصا* وطني\"") == "(all (phrase اقتصا* وطني))");
  }

  TEST_CASE("fuzzy words differ in as many letters as their length allows") {
    CHECK(tree_of("كتاب~") == "(all كتاب~1)");
    CHECK(tree_of("اقتصاد~") == "(all اقتصاد~2)");
    CHECK(tree_of("اقتصاد~1") == "(all اقتصاد~1)");
    CHECK(tree_of("اقتصاد~9") == "(all اقتصاد~2)");
    CHECK(tree_of("قلم~2") == "(all قلم~1)");
    CHECK(tree_of("يد~") == "(all يد)");
    CHECK(tree_of("=اقتصاد~") == "(all =اقتصاد)");
  }

  TEST_CASE("operators on a piece are for each of its words") {
    CHECK(tree_of("+د.محمد") == "(all +د +محمد)");
    CHECK(tree_of("عنوان:د.محمد^2") == "(all title:د^2 title:محمد^2)");
    CHECK(tree_of("عنوان:R1") == "(all title:(phrase r 1))");
    CHECK(tree_of("=\"الأمم المتحدة\"") == "(all (phrase =الأمم =المتحدة))");
    CHECK(tree_of("\"الأمم المتحدة\"~3^2") == "(all (phrase الأمم المتحدة)~3^2)");
    CHECK(tree_of("\"الأمم\"~3") == "(all الأمم)");
    CHECK(tree_of("كتاب تاريخ:2015") == "(all كتاب date:2015-01-01..2015-12-31)");
    CHECK(tree_of("تاريخ:مصر") == "(all تاريخ مصر)");
  }

  TEST_CASE("function words that an operator is on are meant") {
    CHECK(tree_of("+في الحكومة") == "(all +في الحكومة)");
    CHECK(tree_of("=في الحكومة") == "(all =في الحكومة)");
    CHECK(tree_of("مصدر:اليوم الحكومة") == "(all source:اليوم الحكومة)");
    CHECK(tree_of("عنوان:(وزير في الحكومة)") == "(all title:وزير title:الحكومة)");
    CHECK(tree_of("في تاريخ:2015") == "(all في date:2015-01-01..2015-12-31)");
  }

  TEST_CASE("variants of a name are where the name is") {
    const Node root = analyzed("+عنوان:أمريكا^2");
    REQUIRE(root.children.size() == 1);
    const Node& any = root.children[0];
    CHECK(any.required);
    CHECK(any.weight == 2);
    REQUIRE(any.children.size() >= 2);
    for (const Node& child : any.children) CHECK(child.field == Field::title);
  }

  TEST_CASE("words beyond the bound are left out whatever piece they are in") {
    std::string many = "\"";
    for (int i = 0; i < 1000; ++i) many += "كتاب ";
    CHECK(analyzed(many).children.at(0).children.size() == kMaxWords);
    CHECK(analyzed(many + "\" قط").children.size() == 1);
  }

  TEST_CASE("what is excluded is analyzed too") {
    CHECK(tree_of("كتاب -R1") == "(all كتاب (exclude (phrase r 1)))");
    CHECK(tree_of("كتاب -؟") == "(all كتاب)");
    CHECK(tree_of("كتاب -في") == "(all كتاب (exclude في))");
    CHECK(tree_of("(قط OR كلب) -فأر") == "(all (any قط كلب) (exclude فأر))");
  }

  TEST_CASE("a word means the same however many words were asked for since") {
    const auto first = analyze_query_word(analysis::CharClass::arabic, "والكتاب");
    for (std::size_t i = 0; i < 2 * kKeptWords; ++i) {
      analyze_query_word(analysis::CharClass::latin, "w" + std::to_string(i));
    }
    const auto again = analyze_query_word(analysis::CharClass::arabic, "والكتاب");
    REQUIRE(first->stems.size() == again->stems.size());
    CHECK(first->stems.front().term == again->stems.front().term);
    CHECK_FALSE(again->stop);
    CHECK(analyze_query_word(analysis::CharClass::arabic, "على")->stop);
    CHECK_FALSE(analyze_query_word(analysis::CharClass::arabic, "علي")->stop);
  }
}

}  // namespace
}  // namespace fihris::query
