// Posting lists, and which of them are kept.
#include "server/search/postings.h"

#include <doctest/doctest.h>

#include <memory>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

PostingCache::List list_of(std::size_t megabytes) {
  return std::make_shared<const Postings>((megabytes << 20U) / sizeof(Posting), Posting(1, 1));
}

TEST_SUITE("unit") {
  TEST_CASE("a posting holds its article and how often the term is there up to 255 times") {
    for (const schema::Doc doc : {schema::Doc{0}, schema::Doc{255}, Posting::kMaxDoc}) {
      for (const std::uint32_t frequency : {1U, 254U, 255U, 256U, 100000U}) {
        const Posting posting(doc, frequency);
        CHECK(posting.doc() == doc);
        CHECK(posting.frequency() == std::min(frequency, 255U));
      }
    }
  }

  TEST_CASE("a kept list that is asked for again and again stays and others go") {
    PostingCache cache(2);
    const PostingCache::List often = list_of(1);
    cache.add(0, 7, often);
    CHECK(cache.find(1, 7) == nullptr);
    std::size_t kept = 0;
    constexpr schema::Term kOthers = 100;
    for (schema::Term term = 100; term < 100 + kOthers; ++term) {
      cache.add(1, term, list_of(1));
      CHECK(cache.find(0, 7) == often);
    }
    for (schema::Term term = 100; term < 100 + kOthers; ++term) {
      kept += cache.find(1, term) != nullptr ? 1U : 0U;
    }
    CHECK(kept > 0);
    CHECK(kept < kOthers / 2);  // else it grows for ever
  }

  TEST_CASE("a term is looked up in the segment that is asked whatever was asked before") {
    const TinyIndex first({{"a", "", "قط كلب"}});
    const TinyIndex second({{"b", "", "كلب فأر"}});
    for (int times = 0; times < 2; ++times) {
      CHECK(first.ids("قط") == std::vector<std::string>{"a"});
      CHECK(second.ids("قط").empty());
      CHECK(first.ids("فأر").empty());
      CHECK(second.ids("فأر") == std::vector<std::string>{"b"});
    }
  }
}

}  // namespace
}  // namespace fihris::search
