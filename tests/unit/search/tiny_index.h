// A small index in a folder of its own, and what a search in it shows.
//
//   TinyIndex index({{"a", "عنوان", "متن"}});
//   index.ids("متن")  // {"a"}
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/writer/index_writer.h"
#include "server/search/searcher.h"
#include "tests/support/print.h"
#include "tests/support/temp_dir.h"

namespace fihris::search {

struct TinyArticle {
  std::string id;
  std::string title;
  std::string body;
  std::string date{};
  std::string source{};
  std::string author{};
};

class TinyIndex {
 public:
  explicit TinyIndex(const std::vector<TinyArticle>& articles) {
    std::string lines;
    for (const TinyArticle& article : articles) {
      lines += R"({"id":")" + article.id + R"(","title":")" + escaped(article.title) +
               R"(","body":")" + escaped(article.body) + R"(","date":")" + article.date +
               R"(","source":")" + escaped(article.source) + R"(","author":")" +
               escaped(article.author) + "\"}\n";
    }
    dir_.write("corpus/articles.jsonl", lines);
    writer::WriteOptions options;
    options.index = dir_.path() / "index";
    options.corpus = {dir_ / "corpus"};
    options.jobs = 1;
    REQUIRE(writer::build_index(options));
    auto opened = Searcher::open(options.index);
    REQUIRE(opened);
    searcher_ = std::move(*opened);
  }

  SearchResults search(const SearchRequest& request) const {
    Result<SearchResults> results = searcher_->search(request);
    REQUIRE(results);
    return std::move(*results);
  }

  SearchResults search(std::string_view query, bool exact = false) const {
    SearchRequest request;
    request.q = query;
    request.exact = exact;
    request.match = MatchMode::all;
    return search(request);
  }

  // Of the articles found, sorted.
  std::vector<std::string> ids(std::string_view query, bool exact = false) const {
    std::vector<std::string> found;
    for (const Hit& hit : search(query, exact).hits) found.push_back(hit.article.id);
    std::ranges::sort(found);
    return found;
  }

  MarkedArticle article(const std::string& id, std::string_view query) const {
    SearchRequest request;
    request.q = query;
    Result<std::optional<MarkedArticle>> found = searcher_->article(id, request);
    REQUIRE(found);
    REQUIRE(found->has_value());
    return std::move(**found);
  }

  std::filesystem::path path() const { return dir_.path() / "index"; }
  // What a writer does to the files of a generation that it has replaced.
  void remove_files() const { std::filesystem::remove_all(path()); }

 private:
  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      if (c == '\n') {
        out += "\\n";
      } else {
        out += c;
      }
    }
    return out;
  }

  test::TempDir dir_;
  std::unique_ptr<Searcher> searcher_;
};

// With the hits in square brackets.
inline std::string marked(const Segments& segments) {
  std::string out;
  for (const TextSegment& segment : segments)
    out += segment.hit ? "[" + segment.text + "]" : segment.text;
  return out;
}

inline std::string plain(const Segments& segments) {
  std::string out;
  for (const TextSegment& segment : segments) out += segment.text;
  return out;
}

}  // namespace fihris::search
