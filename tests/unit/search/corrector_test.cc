// Did you mean, and no false alarms: tests/golden/corrections.tsv and no_corrections.tsv over
// corpus/.
#include <doctest/doctest.h>

#include <iostream>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/tokenizer.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

// Rows that must be right. Raise it with the engine; never lower it.
constexpr std::size_t kFloor = 201;

struct Row {
  std::string kind;
  std::string query;
  std::vector<std::string> meant;
};

std::vector<Row> read_rows(const std::string& name) {
  std::vector<Row> rows;
  std::string kind;
  for (const auto& cells : test::read_table(test::source_folder() / "tests/golden" / name)) {
    if (cells.size() == 1 && cells[0].starts_with('[')) {
      kind = cells[0];
      continue;
    }
    rows.push_back({kind, cells[0], {}});
    if (cells.size() > 1) rows.back().meant = test::columns_of(cells[1], '|');
  }
  return rows;
}

class Library {
 public:
  Library() {
    writer::WriteOptions options;
    options.index = dir_.path() / "index";
    options.corpus = {test::source_folder() / "corpus"};
    REQUIRE(writer::build_index(options));
    auto opened = Searcher::open(options.index);
    REQUIRE(opened);
    searcher_ = std::move(*opened);
  }
  SearchResults search(const std::string& q) const {
    SearchRequest request;
    request.q = q;
    Result<SearchResults> results = searcher_->search(request);
    REQUIRE(results);
    return std::move(*results);
  }
  Help help(const std::string& q) const {
    SearchRequest request;
    request.q = q;
    return searcher_->help(request, search(q));
  }
  // Whether `q` needs no correction: finds the best article for `meant` all the same.
  bool finds_best_of(const std::string& q, const std::string& meant) const {
    const SearchResults found = search(q);
    const SearchResults wanted = search(meant);
    if (found.relaxed || wanted.hits.empty()) return false;
    return std::ranges::any_of(found.hits, [&](const Hit& hit) {
      return hit.article.id == wanted.hits.front().article.id;
    });
  }

 private:
  test::TempDir dir_;
  std::unique_ptr<Searcher> searcher_;
};

// The words, as folding sees them.
std::string folded(std::string_view q) {
  std::string out;
  analysis::Tokenizer tokenizer(q);
  for (analysis::Token token; tokenizer.next(token);) {
    out += ' ';
    out += token.kind == analysis::CharClass::arabic ? analysis::fold(token.written)
                                                     : std::string(token.written);
  }
  return out;
}

TEST_SUITE("unit") {
  TEST_CASE("mistyped queries are corrected") {
    const Library library;
    std::size_t right = 0;
    std::size_t found = 0;
    std::size_t rows = 0;
    std::string wrong;
    for (const Row& row : read_rows("corrections.tsv")) {
      const Help help = library.help(row.query);
      const std::string got = help.correction ? help.correction->q : "";
      const bool is_right = std::ranges::any_of(
          row.meant, [&](const std::string& meant) { return folded(meant) == folded(got); });
      ++rows;
      right += is_right ? 1 : 0;
      const bool is_found = !help.correction && library.finds_best_of(row.query, row.meant.front());
      found += is_found ? 1 : 0;
      if (!is_right && !is_found) wrong += row.kind + " " + row.query + " -> " + got + "\n";
    }
    std::cout << wrong << right << " of " << rows << " corrected as meant, " << found
              << " found without\n";
    CHECK(right + found >= kFloor);
  }

  TEST_CASE("queries that are spelt right are not corrected") {
    const Library library;
    std::string alarms;
    for (const Row& row : read_rows("no_corrections.tsv")) {
      const Help help = library.help(row.query);
      if (help.correction) {
        alarms += row.kind + " " + row.query + " -> " + help.correction->q + "\n";
      }
    }
    CHECK(alarms == "");
  }
}

}  // namespace
}  // namespace fihris::search
