// The pages of an archive, in its order: what those of one site have in common is left out of each
// (site_lines.h) when the pages beside it are known.
//
//   PageQueue queue([&](Article&& article, const LeftOut& left_out, std::size_t part) { ... });
//   queue.add(std::move(article), 7);
//   queue.add_line({sum, box, words, true});   // of the article added last
//   queue.finish();
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <utility>

#include "indexer/ingest/article.h"
#include "indexer/ingest/site_lines.h"

namespace fihris::ingest {

// Not thread-safe.
class PageQueue {
 public:
  // Gets each article, in order, with what was left out of it and what add() was told of it.
  using Sink = std::function<void(Article&&, const LeftOut&, std::size_t part)>;

  explicit PageQueue(Sink sink) : sink_(std::move(sink)) {}

  void add(Article&& article, std::size_t part);
  void add_line(const BodyLine& line);
  // Call last: the articles at the end are still held.
  void finish();

 private:
  struct Held {
    Article article;
    std::size_t part = 0;
    SitePage beside;
  };

  void pass_next();

  Sink sink_;
  std::deque<Held> held_;
  std::size_t next_ = 0;  // of those held, the first that has not been given on
};

}  // namespace fihris::ingest
