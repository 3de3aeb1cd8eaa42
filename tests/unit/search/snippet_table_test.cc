// Snippets by the table tests/golden/snippets.tsv.
#include <doctest/doctest.h>

#include "indexer/analysis/utf8.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

// {N}, \n and \uXXXX replaced by what they stand for.
std::string written_out(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\\n")) {
      out += '\n';
      ++i;
    } else if (rest.starts_with("\\u")) {
      analysis::append_utf8(
          out, static_cast<char32_t>(std::stoul(std::string(rest.substr(2, 4)), nullptr, 16)));
      i += 5;
    } else if (rest.starts_with("{")) {
      const std::size_t end = rest.find('}');
      for (int left = std::stoi(std::string(rest.substr(1, end))); left > 0; --left) {
        out.append("غير").append(left > 1 ? " " : "");
      }
      i += end;
    } else {
      out += text[i];
    }
  }
  return out;
}

struct Row {
  std::string name, query, text, expected;
};

std::vector<Row> rows() {
  std::vector<Row> out;
  const auto file = test::source_folder() / "tests/golden/snippets.tsv";
  for (const auto& columns : test::read_table(file)) {
    REQUIRE(columns.size() == 4);
    out.push_back({columns[0], columns[1], written_out(columns[2]), written_out(columns[3])});
  }
  return out;
}

TEST_SUITE("unit") {
  TEST_CASE("snippets are those of the table") {
    std::vector<TinyArticle> articles;
    for (const Row& row : rows()) articles.push_back({row.name, "عنوان", row.text});
    CHECK(articles.size() >= 40);
    const TinyIndex index(articles);
    for (const Row& row : rows()) {
      SearchRequest request;
      request.q = row.query;
      request.size = 100;
      request.match = MatchMode::all;
      request.duplicates = true;  // rows share texts
      const std::vector<Hit> hits = index.search(request).hits;
      const auto hit = std::ranges::find_if(
          hits, [&](const Hit& candidate) { return candidate.article.id == row.name; });
      CAPTURE(row.name);
      CAPTURE(row.query);
      CAPTURE(row.text);
      REQUIRE(hit != hits.end());
      CHECK(marked(hit->snippet) == row.expected);
    }
  }
}

}  // namespace
}  // namespace fihris::search
