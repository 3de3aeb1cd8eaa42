// Documents and archives as users have them: the samples, made by real programs (see
// tests/golden/samples/make.sh), indexed by the real indexer.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/cli/cli_fixture.h"
#include "tests/support/archive_files.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

const fs::path kSamples = source_folder() / "corpus/documents";

TEST_SUITE("cli") {
  TEST_CASE("documents and archives are indexed and searched") {
    const TempDir dir;
    fs::copy(kSamples, dir / "corpus");
    const RunResult result = build(dir);
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
    CHECK(found(dir / "index", "") ==
          Ids{"crafts.zip/beekeeping.txt", "crafts.zip/camel-racing.txt", "date-palms.pdf",
              "desert-trails.warc.gz/http://trails.example/dhow.html",
              "desert-trails.warc.gz/http://trails.example/wadi-rum.html", "falconry.docx",
              "pearl-book.epub/EPUB/text/ch001.xhtml", "pearl-book.epub/EPUB/text/ch002.xhtml",
              "pearl-book.epub/EPUB/text/ch003.xhtml", "printing-press.odt"});
    const fs::path index = dir / "index";
    CHECK(found(index, "\"لا أثق بالسلالم\"") == Ids{"date-palms.pdf"});  // ligatures of a PDF
    CHECK(found(index, "الشاهين 700") == Ids{"falconry.docx"});           // a table
    CHECK(found(index, "مطبعة بولاق") == Ids{"printing-press.odt"});
    CHECK(found(index, "قنديل البحر") == Ids{"pearl-book.epub/EPUB/text/ch002.xhtml"});
    CHECK(found(index, "السدر الدوعني") == Ids{"crafts.zip/beekeeping.txt"});
    CHECK(found(index, "نقوش ثمودية") ==
          Ids{"desert-trails.warc.gz/http://trails.example/wadi-rum.html"});
  }

  TEST_CASE("articles follow an archive that is renamed") {
    const TempDir dir;
    fs::copy(kSamples, dir / "corpus");
    must_build(dir);
    fs::rename(dir / "corpus/crafts.zip", dir / "corpus/old-crafts.zip");
    const RunResult result = update(dir);
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(found(dir / "index", "السدر الدوعني") == Ids{"old-crafts.zip/beekeeping.txt"});
    CHECK(found(dir / "index", "الهجن") == Ids{"old-crafts.zip/camel-racing.txt"});
  }

  TEST_CASE("an archive of more text than a batch holds is indexed whole") {
    const TempDir dir;
    std::string lines;
    for (int i = 0; i < 1500; ++i) {
      lines += R"({"body": "الهدهد )" + std::string(12'000, 'x') + "\"}\n";
    }
    dir.write("corpus/big.jsonl.gz", gzip(lines));
    must_build(dir);
    CHECK(total_found(dir / "index", "الهدهد") == 1500);
    CHECK(found(dir / "index", "الهدهد").front().starts_with("big.jsonl.gz#"));
  }

  TEST_CASE("an update with unchanged archives reads nothing") {
    const TempDir dir;
    fs::copy(kSamples, dir / "corpus");
    must_build(dir);
    const RunResult result = update(dir);
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.out, "nothing had changed"));
  }
}

}  // namespace

}  // namespace fihris::test
