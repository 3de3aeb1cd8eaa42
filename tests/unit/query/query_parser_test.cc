// Query strings -> trees: tests/golden/queries.tsv, and hostile queries.
#include "server/query/query_parser.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <set>

#include "tests/unit/analysis/golden.h"

namespace fihris::query {
namespace {

size_t leaves(const Node& node) {
  if (node.children.empty()) return node.text.empty() ? 0 : 1;
  size_t sum = 0;
  for (const Node& child : node.children) sum += leaves(child);
  return sum;
}

int depth(const Node& node) {
  int deepest = 0;
  for (const Node& child : node.children) deepest = std::max(deepest, depth(child));
  return deepest + 1;
}

std::string repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::chrono::duration<double> time_of(const std::string& query) {
  const auto start = std::chrono::steady_clock::now();
  parse_query(query);
  return std::chrono::steady_clock::now() - start;
}

TEST_SUITE("unit") {
  TEST_CASE("queries of the table become the trees beside them") {
    CHECK(to_string(parse_query("")) == "(all)");
    for (const test::GoldenRow& row : test::golden("queries.tsv")) {
      CAPTURE(row.text);
      CHECK(to_string(parse_query(row.text)) == row.expected);
    }
  }

  // Of the table in the README, what stands between ` in the first column.
  TEST_CASE("every example of the README is in the table") {
    std::set<std::string> known;
    for (const test::GoldenRow& row : test::golden("queries.tsv")) known.insert(row.text);
    std::string readme = test::read_file(test::source_folder() / "README.md");
    readme.erase(0, readme.find("### All operators"));
    readme.resize(readme.find("\n### ", 1));
    size_t examples = 0;
    for (const std::string& line : test::lines_of(readme)) {
      if (!line.starts_with("| `")) continue;
      const std::vector<std::string> pieces =
          test::columns_of(line.substr(0, line.find(" | ")), '`');
      for (size_t i = 1; i < pieces.size(); i += 2) {
        CAPTURE(pieces[i]);
        CHECK(known.contains(pieces[i]));
        ++examples;
      }
    }
    CHECK(examples > 25);
  }

  TEST_CASE("brackets in any number are read in linear time") {
    for (const std::string& query :
         {repeated("(", 10000) + "قط" + repeated(")", 10000), repeated("(", 10000),
          repeated(")", 10000), repeated("(قط OR ", 10000), repeated("-(", 10000),
          repeated("()", 10000)}) {
      CHECK(time_of(query).count() < 1.0);
      CHECK(depth(parse_query(query)) <= kMaxDepth + 4);
    }
  }

  TEST_CASE("operators and quotes in any number are read in linear time") {
    for (const std::string_view part :
         {"-",   "--",     "NOT ",   "OR ",     "|",       "+",        "\"",          "«",   "»",
          "“",   "\" ",    "=",      "*",       "~",       "^",        "^2",          "أو ", "ليس ",
          "(أو", "عنوان:", "تاريخ:", "تاريخ:(", "تاريخ:[", "تاريخ:\"", "تاريخ:2015 ", "AND "}) {
      CAPTURE(part);
      const std::string query = repeated(part, 10000);
      CHECK(time_of(query).count() < 1.0);
      CHECK(depth(parse_query(query)) <= kMaxDepth + 4);
    }
  }

  TEST_CASE("words beyond the bound are left out") {
    CHECK(leaves(parse_query(repeated("كلمة ", 1000))) == kMaxWords);
    CHECK(leaves(parse_query(repeated("كلمة|", 1000))) == kMaxWords);
    CHECK(leaves(parse_query(repeated("\"كلمة\" ", 1000))) == kMaxWords);
    CHECK(leaves(parse_query(repeated("كلمة ", kMaxWords))) == kMaxWords);
  }

  TEST_CASE("any bytes are a query") {
    static constexpr std::array<std::string_view, 31> kParts{
        "قط",     " ",      "\"",    "«",    "»",  "“", "”",    "(",    ")",      "-",    "|",
        "OR ",    "NOT ",   "AND ",  "+",    "*",  "=", "\xFF", "\xD8", "\u200F", " أو ", " ليس ",
        "عنوان:", "تاريخ:", "مصدر:", "2015", "..", "~", "^",    "?",    "["};
    std::mt19937 random(7);
    for (int i = 0; i < 500; ++i) {
      std::string query;
      for (auto length = random() % 30; length > 0; --length)
        query += kParts.at(random() % kParts.size());
      CAPTURE(query);
      const Node root = parse_query(query);
      CHECK(root.kind == NodeKind::all);
      CHECK(leaves(root) <= kMaxWords);
      CHECK_FALSE(to_string(root).empty());
    }
  }
}

}  // namespace
}  // namespace fihris::query
