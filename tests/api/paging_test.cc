// Pages of a result of many hits: every hit once, in one order, to the last; and what happens to
// long answers when the index changes below them.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tests/api/fixture.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"
#include "tests/support/wait.h"

namespace fihris::test {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kCount = 1300;

// Many articles with one word in common, some of them dated, in two segments.
struct Many {
  Many() {
    dir.write("corpus/a.jsonl", sample_jsonl(kCount - 300, "a", "سفينة"));
    std::string dated;
    for (int i = 0; i < 300; ++i) {
      dated += Json{{"id", "b-" + std::to_string(i)},
                    {"body", "سفينة في البحر " + std::to_string(i % 7)},
                    {"date", "2024-0" + std::to_string(1 + i % 9) + "-01"}}
                   .dump() +
               "\n";
    }
    index_corpus(dir);
    // A second segment.
    dir.write("corpus/b.jsonl", dated);
    index_corpus(dir, "update");
    server = std::make_unique<ServerProcess>(dir / "index");
    asker = std::make_unique<Asker>(server->port());
  }
  TempDir dir;
  std::unique_ptr<ServerProcess> server;
  std::unique_ptr<Asker> asker;
};

const Many& many() {
  static const Many served;
  return served;
}

Ids all_pages(const Asker& asker, std::string_view q, const std::string& more, std::size_t size) {
  Ids ids;
  for (std::size_t page = 1; page <= kCount; ++page) {
    const Json results = asker.search(
        q, more + "&duplicates=1&size=" + std::to_string(size) + "&page=" + std::to_string(page));
    if (results.at("total").at("exact")) CHECK(results.at("total").at("value") == kCount);
    if (results.at("hits").empty()) break;
    for (const Json& hit : results.at("hits")) ids.push_back(hit.at("id"));
  }
  return ids;
}

TEST_SUITE("api") {
  TEST_CASE("pages show every hit once and in one order") {
    for (const std::string more : {"", "&sort=newest", "&sort=oldest", "&match=any"}) {
      for (const std::string q : {"سفينة", ""}) {
        CAPTURE(more);
        CAPTURE(q);
        const Ids ids = all_pages(*many().asker, q, more, 100);
        CHECK(ids.size() == kCount);
        CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == kCount);
        CHECK(all_pages(*many().asker, q, more, 71) == ids);
      }
    }
  }

  TEST_CASE("a page beyond the last is empty and the totals stay") {
    for (const std::string page : {"14", "1000000"}) {
      const Json results = many().asker->search("سفينة", "&duplicates=1&size=100&page=" + page);
      CHECK(results.at("hits").empty());
      CHECK(results.at("total").at("value") == kCount);
      CHECK(results.at("facets").at("year").at(0).at("count") == 300);
    }
  }

  TEST_CASE("an export begun before an update ends as it began") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(4000, "a", "سفينة"));
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const RawConnection reader(server.port());
    reader.send(
        "GET /api/v1/export?format=jsonl HTTP/1.1\r\nHost: localhost\r\n"
        "Connection: close\r\n\r\n");
    REQUIRE(wait_until([&] { return reader.has_answer(); }, 20s));  // so it has its matches
    dir.write("corpus/a.jsonl", sample_jsonl(10, "new", "طائرة"));
    const RunResult update = run(indexer_program(), {"update", "--quiet", "--allow-mass-delete",
                                                     "--index", dir / "index", dir / "corpus"});
    REQUIRE(update.exit_code == 0);
    CHECK(Asker(server.port()).search("").at("total").at("value") == 10);
    const std::string received = reader.read_all(20s);
    CHECK(received.ends_with("0\r\n\r\n"));
    std::size_t articles = 0;
    for (std::size_t at = 0; (at = received.find("{\"id\":\"a-", at)) != std::string::npos; ++at) {
      ++articles;
    }
    CHECK(articles == 4000);
  }

  TEST_CASE("a server whose index is removed goes on with what it has open") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    const Ids before = asker.ids("البنك");
    std::filesystem::remove_all(dir / "index");
    CHECK(asker.ids("البنك") == before);
    CHECK(asker.get("/api/v1/articles/eco-1").at("id") == "eco-1");
    CHECK(asker.client().get("/api/v1/export?format=csv").status == 200);
    // A new index in its place is taken up.
    dir.write("corpus/zoo.jsonl", R"({"id": "zoo", "body": "وصلت الزرافة إلى الحديقة."})");
    index_corpus(dir);
    CHECK(asker.ids("الزرافة") == Ids{"zoo"});
  }
}

}  // namespace

}  // namespace fihris::test
