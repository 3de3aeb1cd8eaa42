// What a generation consists of.
#include "indexer/schema/manifest.h"

#include <doctest/doctest.h>

#include "indexer/analysis/analyzer.h"
#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"
#include "tests/support/temp_dir.h"

namespace fihris::schema {
namespace {

Manifest sample() {
  Manifest manifest;
  manifest.format = kFormatVersion;
  manifest.analyzer = analysis::analyzer_name();
  manifest.generation = 7;
  manifest.built = "2025-01-02T03:04:05Z";
  manifest.articles = 12;
  manifest.segments = {{"seg-000003", 10, {{"tables", {123, UINT64_MAX}}}}, {"seg-000004", 4, {}}};
  return manifest;
}

void publish_sample(const test::TempDir& dir, const Manifest& manifest) {
  const fs::path generation = dir.path() / generation_name(manifest.generation);
  fs::create_directories(generation);
  write_manifest(generation, manifest);
  publish(dir.path(), manifest.generation);
}

TEST_SUITE("unit") {
  TEST_CASE("a manifest comes back as it was written") {
    const test::TempDir dir;
    publish_sample(dir, sample());
    const Result<Manifest> read = read_live_manifest(dir.path());
    REQUIRE(read);
    CHECK(read->format == kFormatVersion);
    CHECK(read->analyzer == analysis::analyzer_name());
    CHECK(read->generation == 7);
    CHECK(read->built == "2025-01-02T03:04:05Z");
    CHECK(read->articles == 12);
    REQUIRE(read->segments.size() == 2);
    CHECK(read->segments[0].name == "seg-000003");
    CHECK(read->segments[0].articles == 10);
    CHECK(read->segments[0].files.at("tables").bytes == 123);
    CHECK(read->segments[0].files.at("tables").checksum == UINT64_MAX);
    CHECK(read->segments[1].files.empty());
  }

  TEST_CASE("publishing makes the newer generation the live one") {
    const test::TempDir dir;
    publish_sample(dir, sample());
    Manifest newer = sample();
    newer.generation = 8;
    newer.articles = 99;
    publish_sample(dir, newer);
    CHECK(read_live_manifest(dir.path())->articles == 99);
    CHECK(read_generation(dir.path(), generation_name(7))->articles == 12);
  }

  TEST_CASE("an index of another format or analyzer is refused with the command that rebuilds it") {
    const test::TempDir dir;
    Manifest other = sample();
    other.format = kFormatVersion + 1;
    publish_sample(dir, other);
    Result<Manifest> read = read_live_manifest(dir.path());
    REQUIRE_FALSE(read);
    CHECK(read.error().hint.find("fihris-indexer build") != std::string::npos);
    other = sample();
    other.analyzer = "another/1";
    publish_sample(dir, other);
    read = read_live_manifest(dir.path());
    REQUIRE_FALSE(read);
    CHECK(read.error().message.find("another/1") != std::string::npos);
    CHECK(read_any_manifest(dir.path())->analyzer == "another/1");
  }

  TEST_CASE("no index and a damaged manifest are errors") {
    const test::TempDir dir;
    CHECK_FALSE(read_live_manifest(dir.path()));
    CHECK_FALSE(read_live_manifest(dir.path() / "missing"));
    publish_sample(dir, sample());
    const std::string file = generation_name(7) + "/" + kManifestFile;
    for (const std::string_view bytes :
         {"", "{", "{}", "[]", "null", "\xFF", R"({"format": "one"})"}) {
      CAPTURE(bytes);
      dir.write(file, bytes);
      CHECK_FALSE(read_live_manifest(dir.path()));
    }
    dir.write(kLiveFile, "gen-999999\n");
    CHECK_FALSE(read_live_manifest(dir.path()));
    dir.write(kLiveFile, "");
    CHECK_FALSE(read_live_manifest(dir.path()));
  }

  TEST_CASE("folders have numbers in their names") {
    CHECK(generation_name(7) == "gen-000007");
    CHECK(segment_name(3) == "seg-000003");
    CHECK(number_in(generation_name(7)) == 7);
    CHECK(number_in(segment_name(12345678)) == 12345678);
    for (const char* const name : {"", "live", "lock", "gen-", "seg-x", "tmp-000001", "gen"}) {
      CAPTURE(name);
      CHECK(number_in(name) == 0);
    }
  }

  TEST_CASE("a file is replaced as a whole and its sum tells") {
    const test::TempDir dir;
    const fs::path path = dir.path() / "file";
    write_file(path, "قديم");
    const Result<FileSum> before = sum_file(path);
    replace_file(path, "جديد");
    const Result<FileSum> after = sum_file(path);
    CHECK(test::read_file(path) == "جديد");
    REQUIRE(before);
    REQUIRE(after);
    CHECK(before->bytes == after->bytes);
    CHECK(before->checksum != after->checksum);
    CHECK(test::files_below(dir.path()).size() == 1);
    CHECK_FALSE(sum_file(dir.path() / "missing"));
    CHECK_THROWS(write_file(dir.path() / "missing" / "file", "x"));
  }
}

}  // namespace
}  // namespace fihris::schema
