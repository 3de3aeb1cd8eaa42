// Files of named arrays, their strings and varints, and files as memory.
#include "indexer/schema/sections.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <utility>

#include "indexer/schema/varint.h"
#include "tests/support/files.h"
#include "tests/support/temp_dir.h"

namespace fihris::schema {
namespace {

// Every section, with a few bytes each, but `without`.
std::string file_without(std::uint32_t without) {
  SectionWriter writer;
  for (std::uint32_t id = 1; id <= kLastSection; ++id) {
    if (id != without)
      writer.add(static_cast<Section>(id), std::string(id % 7, static_cast<char>('a' + id)));
  }
  const test::TempDir dir;
  writer.write(dir.path() / "tables");
  return test::read_file(dir.path() / "tables");
}

bool opens(const std::string& bytes) {
  const test::TempDir dir;
  return SectionReader::open(dir.write("tables", bytes)).has_value();
}

TEST_SUITE("unit") {
  TEST_CASE("sections come back as they were written") {
    const test::TempDir dir;
    SectionWriter writer;
    const std::vector<std::uint64_t> offsets{0, 1ULL << 40U, UINT64_MAX};
    const std::vector<std::int32_t> days{kNoDay, -1, 0, 19000};
    const std::vector<std::string_view> ids{"أ", "", "ب ج"};
    for (std::uint32_t id = 1; id <= kLastSection; ++id) {
      const auto section = static_cast<Section>(id);
      if (section == Section::article_offsets) {
        writer.add_array(section, offsets);
      } else if (section == Section::days) {
        writer.add_array(section, days);
      } else if (section == Section::ids) {
        writer.add(section, pack_strings(ids));
      } else {
        writer.add(section, std::string(id % 5, 'x'));
      }
    }
    writer.write(dir.path() / "tables");
    const Result<SectionReader> reader = SectionReader::open(dir.path() / "tables");
    REQUIRE(reader);
    CHECK(reader->file_size() == std::filesystem::file_size(dir.path() / "tables"));
    const auto read_offsets = reader->array<std::uint64_t>(Section::article_offsets);
    CHECK(std::vector(read_offsets.begin(), read_offsets.end()) == offsets);
    const auto read_days = reader->array<std::int32_t>(Section::days);
    CHECK(std::vector(read_days.begin(), read_days.end()) == days);
    const StringList strings = reader->strings(Section::ids);
    REQUIRE(strings.size() == ids.size());
    for (size_t i = 0; i < ids.size(); ++i) CHECK(strings[i] == ids[i]);
    CHECK(reader->bytes(Section::words) == std::string(17 % 5, 'x'));
  }

  TEST_CASE("every section begins at a multiple of eight bytes") {
    const test::TempDir dir;
    const Result<SectionReader> reader = SectionReader::open(dir.write("tables", file_without(0)));
    REQUIRE(reader);
    const char* const begin = reader->bytes(Section::lengths).data();
    for (std::uint32_t id = 1; id <= kLastSection; ++id) {
      const std::string_view section = reader->bytes(static_cast<Section>(id));
      CHECK(section == std::string(id % 7, static_cast<char>('a' + id)));
      if (!section.empty()) CHECK((section.data() - begin) % 8 == 0);
    }
  }

  TEST_CASE("a file without one of the sections is damaged") {
    CHECK(opens(file_without(0)));
    for (std::uint32_t id = 1; id <= kLastSection; ++id) CHECK_FALSE(opens(file_without(id)));
  }

  TEST_CASE("a truncated file is damaged") {
    const std::string whole = file_without(0);
    for (size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      CHECK_FALSE(opens(whole.substr(0, size)));
    }
  }

  TEST_CASE("a file that begins otherwise is damaged") {
    std::string bytes = file_without(0);
    bytes[0] = static_cast<char>(bytes[0] + 1);
    const test::TempDir dir;
    const Result<SectionReader> reader = SectionReader::open(dir.write("tables", bytes));
    REQUIRE_FALSE(reader);
    CHECK(reader.error().message.find("tables") != std::string::npos);
    CHECK_FALSE(opens(std::string(4096, '\0')));
    CHECK_FALSE(opens(std::string(4096, '\xFF')));
  }

  TEST_CASE("offsets and sizes and ids outside the file are damage") {
    const std::string whole = file_without(0);
    constexpr size_t kFirstEntry = 16;  // behind magic and count: id, offset, size
    for (const size_t member : {0U, 8U, 16U}) {
      for (const std::uint64_t value : {std::uint64_t{1} << 20U, UINT64_MAX}) {
        std::string bytes = whole;
        std::memcpy(bytes.data() + kFirstEntry + member, &value, sizeof value);
        CAPTURE(member);
        CHECK_FALSE(opens(bytes));
      }
    }
  }

  TEST_CASE("lists of strings hold empty ones and none") {
    CHECK(StringList().size() == 0);
    CHECK(StringList(std::string_view()).size() == 0);
    const std::string none = pack_strings({});
    CHECK(StringList(none).size() == 0);
    const std::array<std::string_view, 2> two{"", ""};
    const std::string packed = pack_strings(two);
    CHECK(StringList(packed).size() == 2);
    CHECK(StringList(packed)[1].empty());
  }

  TEST_CASE("varints of every length come back") {
    std::string bytes;
    std::vector<std::uint32_t> values{0, 1, UINT32_MAX};
    for (unsigned bit = 1; bit < 32; ++bit) {
      for (const std::uint32_t add : {0U, 1U}) values.push_back((1U << bit) - 1 + add);
    }
    for (const std::uint32_t value : values) append_varint(bytes, value);
    const char* at = bytes.data();
    for (const std::uint32_t value : values) CHECK(read_varint(at) == value);
    CHECK(at == bytes.data() + bytes.size());
    std::string one;
    append_varint(one, 127U);
    CHECK(one.size() == 1);
    append_varint(one, 128U);
    CHECK(one.size() == 3);
  }

  TEST_CASE("a varint that never ends is read no further than five bytes") {
    const std::string bytes(16, '\xFF');
    const char* at = bytes.data();
    read_varint(at);
    CHECK(at - bytes.data() <= 5);
  }

  TEST_CASE("a mapped file stays when it is moved or deleted") {
    const test::TempDir dir;
    const auto path = dir.write("file", "نص");
    Result<MappedFile> file = MappedFile::open(path);
    REQUIRE(file);
    MappedFile moved = std::move(*file);
    CHECK(moved.view() == "نص");
    std::filesystem::remove(path);
    CHECK(moved.view() == "نص");
    MappedFile assigned;
    assigned = std::move(moved);
    CHECK(assigned.view() == "نص");
  }

  TEST_CASE("an empty file maps to no bytes and a missing one is an error") {
    const test::TempDir dir;
    const Result<MappedFile> empty = MappedFile::open(dir.write("empty", ""));
    REQUIRE(empty);
    CHECK(empty->view().empty());
    const Result<MappedFile> missing = MappedFile::open(dir / "missing");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message.find("missing") != std::string::npos);
    CHECK_FALSE(MappedFile::open(dir.path()));
  }
}

}  // namespace
}  // namespace fihris::schema
