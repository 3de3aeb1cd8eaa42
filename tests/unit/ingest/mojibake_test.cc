// UTF-8 that was read as windows-1252.
#include "indexer/ingest/mojibake.h"

#include <doctest/doctest.h>

#include "indexer/ingest/formats/jsonl_reader.h"

namespace fihris::ingest {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("damaged lines become Arabic again and others stay") {
    struct Row {
      std::string_view text;
      std::string_view expected;
    };
    for (const auto& [text, expected] :
         {Row{"Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…", "السلام عليكم"}, Row{"السلام عليكم", "السلام عليكم"},
          Row{"Ø§Ù„Ø³Ù„Ø§Ù…\nكتاب\n", "السلام\nكتاب\n"}, Row{"Øystein og Ùla", "Øystein og Ùla"},
          Row{"", ""}}) {
      CHECK(repair_mojibake(text) == expected);
    }
  }

  TEST_CASE("an article in JSON is repaired") {
    const Result<Article> article = parse_json_article(R"({"body": "Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…"})");
    REQUIRE(article);
    CHECK(article->body == "السلام عليكم");
  }
}

}  // namespace
}  // namespace fihris::ingest
