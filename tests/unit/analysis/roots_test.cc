// Which words are built on the same consonants.
#include "indexer/analysis/roots.h"

#include <doctest/doctest.h>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/skeleton.h"

namespace fihris::analysis {
namespace {

Root root(std::string_view word) { return root_of(fold(word)); }

TEST_CASE("a verb has the root of its verbal noun and its participles") {
  CHECK(root("افتتح") != 0);
  CHECK(root("افتتح") == root("افتتاح"));
  CHECK(root("افتتح") == root("فاتح"));
  CHECK(root("دشن") == root("تدشين"));
  CHECK(root("انفجر") == root("تفجير"));
  CHECK(root("استقبل") == root("استقبال"));
  CHECK(root("شارك") == root("مشاركة"));
  CHECK(root("افتتاح") != root("تدشين"));
}

TEST_CASE("a word with weak letters or outside the lexicon has no root") {
  CHECK(root("قال") == 0);
  CHECK(root("فولفسبورغ") == 0);
  CHECK(root("") == 0);
  CHECK(root_of("opening") == 0);
  CHECK(root_of("2015") == 0);
}

TEST_CASE("a root is never taken for the skeleton of a name") {
  constexpr int kMostConsonants = 8;
  for (const char* word : {"افتتح", "مدرسة", "ترجمة"}) {
    CAPTURE(word);
    CHECK(key_size(root(word)) == kMostConsonants);
    CHECK((root(word) >> 28U) == 15U);
  }
  CHECK((skeleton_key(fold("ببتتببتت")) >> 28U) != 15U);
}

}  // namespace
}  // namespace fihris::analysis
