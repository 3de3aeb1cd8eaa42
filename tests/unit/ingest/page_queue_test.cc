// Pages one after the other, each compared with those beside it.
#include "indexer/ingest/page_queue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace fihris::ingest {
namespace {

// The bodies of pages whose second line, where it has one, is `note`; all come through the queue.
std::vector<std::string> through_queue(const std::vector<bool>& has_note) {
  std::vector<std::string> bodies;
  std::vector<std::size_t> parts;
  PageQueue queue([&](Article&& article, const LeftOut& left_out, std::size_t part) {
    CHECK(left_out.lines ==
          (article.body.find('\n') == std::string::npos && has_note[part] ? 1 : 0));
    bodies.push_back(std::move(article.body));
    parts.push_back(part);
  });
  for (std::size_t i = 0; i < has_note.size(); ++i) {
    PageText page;
    page.body = "سطر رقم " + std::to_string(i);
    page.places = {{0, 0}};
    if (has_note[i]) {
      page.body += "\n\nتصلك حكايات الهدهد مع قهوة الصباح.";
      page.places.push_back({0, 0});
    }
    Article article;
    article.body = page.body;
    queue.add(std::move(article), i);
    if (!has_note[i]) continue;
    for (const BodyLine& line : lines_apart(page, {0, 1})) queue.add_line(line);
  }
  queue.finish();
  CHECK(std::ranges::is_sorted(parts));
  CHECK(parts.size() == has_note.size());
  return bodies;
}

std::size_t notes_left(const std::vector<bool>& has_note) {
  std::size_t count = 0;
  for (const std::string& body : through_queue(has_note)) {
    count += body.find("الهدهد") != std::string::npos ? 1U : 0U;
  }
  return count;
}

TEST_SUITE("unit") {
  TEST_CASE("a queue gives all pages in order and leaves out what half of those beside one have") {
    CHECK(through_queue({}).empty());
    CHECK(notes_left({true}) == 1);
    CHECK(notes_left({true, true, true}) == 3);
    CHECK(notes_left({true, true, true, true}) == 0);
    CHECK(notes_left(std::vector<bool>(50, true)) == 0);
    CHECK(notes_left({true, false, false, false, false, true, false, false, false, true}) == 3);
    // Four in a row, among others that set nothing apart.
    CHECK(notes_left({false, false, false, false, false, true, true, true, true, false, false,
                      false, false, false}) == 0);
  }
}

}  // namespace
}  // namespace fihris::ingest
