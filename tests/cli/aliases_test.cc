// A list of spellings of the user's own: --aliases.
#include <doctest/doctest.h>

#include "tests/cli/cli_fixture.h"
#include "tests/support/print.h"
#include "tests/support/program.h"

namespace fihris::test {

namespace {

constexpr const char* kList = "# engines\nجوجل\tطنجرير\nزربطانة\tZarbatana\n";

void write_articles(const TempDir& dir) {
  dir.write("corpus/latin.txt", "الخبر الأول\n\nأعلنت شركة Zarbatana عن هاتفها الجديد.\n");
  dir.write("corpus/arabic.txt", "الخبر الثاني\n\nزار الوفد مصنع زربطانة في المدينة.\n");
  dir.write("corpus/google.txt", "الخبر الثالث\n\nأطلقت غوغل خدمة للخرائط.\n");
  dir.write("aliases.tsv", kList);
}

RunResult with_aliases(const TempDir& dir, const std::string& command, const std::string& list) {
  return indexer({command, "--aliases", dir / list, "--index", dir / "index", dir / "corpus"});
}

TEST_SUITE("cli") {
  TEST_CASE("spellings of the user's own list find each other") {
    const TempDir dir;
    write_articles(dir);
    const RunResult built = with_aliases(dir, "build", "aliases.tsv");
    INFO(built);
    REQUIRE(built.exit_code == 0);
    CHECK(found(dir / "index", "زربطانة") == Ids{"arabic.txt", "latin.txt"});
    CHECK(found(dir / "index", "Zarbatana") == Ids{"arabic.txt", "latin.txt"});
    CHECK(found(dir / "index", "طنجرير") == Ids{"google.txt"});
    CHECK(indexer({"check", "--index", dir / "index"}).exit_code == 0);
  }

  TEST_CASE("the list stays with the index until another is given") {
    const TempDir dir;
    write_articles(dir);
    REQUIRE(with_aliases(dir, "build", "aliases.tsv").exit_code == 0);
    std::filesystem::remove(std::filesystem::path(dir / "aliases.tsv"));
    dir.write("corpus/new.txt", "الخبر الرابع\n\nخسرت زربطانة قضية في المحكمة.\n");
    CHECK(update(dir).exit_code == 0);
    CHECK(found(dir / "index", "Zarbatana") == Ids{"arabic.txt", "latin.txt", "new.txt"});
    must_build(dir);
    CHECK(found(dir / "index", "طنجرير") == Ids{"google.txt"});

    // Another list takes the place of the old one, although no article has changed.
    dir.write("aliases.tsv", "زربطانة\tفلقشور\n");
    const RunResult changed = with_aliases(dir, "update", "aliases.tsv");
    INFO(changed);
    CHECK(changed.exit_code == 0);
    CHECK(found(dir / "index", "فلقشور") == Ids{"arabic.txt", "new.txt"});
    CHECK(found(dir / "index", "طنجرير") == Ids{});
    CHECK(contains(with_aliases(dir, "update", "aliases.tsv").out, "nothing had changed"));

    dir.write("aliases.tsv", "# nothing\n");
    CHECK(with_aliases(dir, "update", "aliases.tsv").exit_code == 0);
    CHECK(found(dir / "index", "فلقشور") == Ids{});
  }

  TEST_CASE("an index that grew answers by its list as one that was built at once") {
    const TempDir grown;
    write_articles(grown);
    std::filesystem::rename(grown / "corpus/latin.txt", grown / "latin.txt");
    REQUIRE(with_aliases(grown, "build", "aliases.tsv").exit_code == 0);
    std::filesystem::rename(grown / "latin.txt", grown / "corpus/latin.txt");
    REQUIRE(update(grown).exit_code == 0);
    const TempDir whole;
    write_articles(whole);
    REQUIRE(with_aliases(whole, "build", "aliases.tsv").exit_code == 0);
    for (const std::string_view q : {"زربطانة", "zarbatana", "طنجرير", "غوغل", "الخبر"}) {
      CAPTURE(q);
      CHECK(found(grown / "index", q) == found(whole / "index", q));
    }
  }

  TEST_CASE("a bad list is refused with its file and line and changes nothing") {
    const TempDir dir;
    write_articles(dir);
    REQUIRE(with_aliases(dir, "build", "aliases.tsv").exit_code == 0);
    dir.write("bad.tsv", "# one\nجوجل\tطنجرير\n\nزربطانة, Zarbatana\n");
    for (const std::string command : {"build", "update"}) {
      const RunResult result = with_aliases(dir, command, "bad.tsv");
      INFO(command, "\n", result);
      CHECK(result.exit_code == 2);
      CHECK(contains(result.err, (dir / "bad.tsv") + ":4: one form alone"));
    }
    CHECK(found(dir / "index", "Zarbatana") == Ids{"arabic.txt", "latin.txt"});
    const RunResult missing = with_aliases(dir, "update", "none.tsv");
    INFO(missing);
    CHECK(missing.exit_code == 2);
    CHECK(contains(missing.err, "none.tsv"));
  }

  TEST_CASE("a list from an editor on Windows is read") {
    const TempDir dir;
    write_articles(dir);
    dir.write("aliases.tsv", "\xEF\xBB\xBFزربطانة\tZarbatana\r\n");
    REQUIRE(with_aliases(dir, "build", "aliases.tsv").exit_code == 0);
    CHECK(found(dir / "index", "Zarbatana") == Ids{"arabic.txt", "latin.txt"});
  }

  TEST_CASE("a damaged list is seen by check") {
    const TempDir dir;
    write_articles(dir);
    REQUIRE(with_aliases(dir, "build", "aliases.tsv").exit_code == 0);
    dir.write("index/gen-000001/aliases.tsv", "جوجل\tياهو\n");
    const RunResult checked = indexer({"check", "--index", dir / "index"});
    INFO(checked);
    CHECK(checked.exit_code == 2);
    CHECK(contains(checked.err, "aliases.tsv"));
  }
}

}  // namespace

}  // namespace fihris::test
