// Where words may be said to begin.
#include "indexer/analysis/beginnings.h"

#include <doctest/doctest.h>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/stemmer.h"

namespace fihris::analysis {
namespace {

// The word from each of its beginnings.
std::string read(std::string_view written) {
  const std::vector<Stem> stems = stem(written);
  std::vector<std::string_view> terms;
  for (const Stem& s : stems) terms.push_back(s.term);
  const Letters word = fold(written);
  std::string out;
  for (const std::size_t begin : beginnings(written, terms)) {
    out += (out.empty() ? "" : " ") + to_utf8(word.substr(begin));
  }
  return out;
}

TEST_SUITE("unit") {
  TEST_CASE("a word begins at its first letter and behind its clitics") {
    CHECK(read("اقتصاد") == "اقتصاد");
    CHECK(read("والاقتصاد") == "والاقتصاد الاقتصاد اقتصاد");
    CHECK(read("للاقتصاد") == "للاقتصاد اقتصاد");
    CHECK(read("للغة") == "للغه لغه");
    CHECK(read("وزارة") == "وزاره");
    CHECK(read("ويكتبون") == "ويكتبون يكتبون");
    CHECK(read("يكتب") == "يكتب");
    CHECK(read("بالأمن") == "بالامن الامن امن");
  }
}

}  // namespace
}  // namespace fihris::analysis
