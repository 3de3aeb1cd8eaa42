// Which files an index was made from.
#include "indexer/writer/file_table.h"

#include <doctest/doctest.h>

#include "indexer/schema/index_layout.h"
#include "tests/support/temp_dir.h"

namespace fihris::writer {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("a file table comes back as it was written") {
    const test::TempDir dir;
    const FileTable table{{"/a b/مقال.txt", {0, 0, 0, 0, 0}},
                          {"/line\nend", {1, -1, 2, 3, 4}},
                          {"/back\\slash", {2, 1, 2, 3, 4}},
                          {"/back\\nslash", {3, 1, 2, 3, 4}},
                          {"/back\\\nboth\\", {4, 1, 2, 3, 4}},
                          {"/tab\there", {5, 1, 2, 3, 4}},
                          {"/caf\xE9", {UINT64_MAX, INT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}},
                          {"/old", {6, INT64_MIN, 2, 3, 4}}};
    write_file_table(dir.path(), table);
    CHECK(read_file_table(dir.path()) == table);
  }

  TEST_CASE("an empty table and none are the same") {
    const test::TempDir dir;
    CHECK(read_file_table(dir.path()).empty());
    write_file_table(dir.path(), {});
    CHECK(read_file_table(dir.path()).empty());
  }

  TEST_CASE("rows that make no sense are left out") {
    const test::TempDir dir;
    dir.write(schema::kFilesFile,
              "\nx\t1\t1\t1\t1\t/a\n1\n1\t\n1\t2\n1\tx\t1\t1\t1\t/b\n1\t2\t/of/format/"
              "1\n1\t2\t3\t4\t/of/format/2\n"
              "99999999999999999999999\t1\t1\t1\t1\t/c\n7\t8\t9\t10\t11\t/good\n");
    const FileTable table = read_file_table(dir.path());
    CHECK(table == FileTable{{"/good", {7, 8, 9, 10, 11}}});
  }
}

}  // namespace
}  // namespace fihris::writer
