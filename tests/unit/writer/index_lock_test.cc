// One writer at a time.
#include "indexer/writer/index_lock.h"

#include <doctest/doctest.h>

#include <utility>

#include "tests/support/temp_dir.h"

namespace fihris::writer {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("a second writer is refused while the first is at work") {
    const test::TempDir dir;
    const std::filesystem::path index = dir.path() / "new" / "index";
    {
      const Result<IndexLock> first = IndexLock::acquire(index);
      REQUIRE(first);
      const Result<IndexLock> second = IndexLock::acquire(index);
      REQUIRE_FALSE(second);
      CHECK(second.error().message.find(index.string()) != std::string::npos);
      CHECK(IndexLock::acquire(dir.path() / "other"));
    }
    CHECK(IndexLock::acquire(index));
  }

  TEST_CASE("a moved lock is still held") {
    const test::TempDir dir;
    Result<IndexLock> lock = IndexLock::acquire(dir.path());
    REQUIRE(lock);
    const IndexLock moved = std::move(*lock);
    CHECK_FALSE(IndexLock::acquire(dir.path()));
  }

  TEST_CASE("an index below a file cannot be locked") {
    const test::TempDir dir;
    dir.write("file", "");
    const Result<IndexLock> lock = IndexLock::acquire(dir.path() / "file" / "index");
    REQUIRE_FALSE(lock);
    CHECK_FALSE(lock.error().hint.empty());
  }
}

}  // namespace
}  // namespace fihris::writer
