// A server goes on answering from what it has opened.
#include <doctest/doctest.h>

#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("an index whose files were removed is searched by a thread that had not searched yet") {
    const TinyIndex index({{"a", "السد العالي", "اكتمل بناء السد العالي في أسوان."}});
    index.remove_files();
    CHECK(index.ids("السدود") == std::vector<std::string>{"a"});
    CHECK(index.ids("\"السد العالي\"") == std::vector<std::string>{"a"});
  }
}

}  // namespace
}  // namespace fihris::search
