#include "indexer/ingest/formats/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/ingest/language.h"

namespace fihris::ingest {

void Output::article(Article&& next) {
  ++count_;
  if (count_ == 1) {
    first_ = std::move(next);
    return;
  }
  if (first_) article(std::move(*std::exchange(first_, std::nullopt)), 1);
  article(std::move(next), count_);
}

void Output::article(Article&& article, std::uint64_t number) {
  if (article.id.empty() && number > 0) {
    article.id = fmt::format("{}#{}", hint_.relative_path, number);
  }
  if (article.id.empty()) article.id = hint_.relative_path;
  article.path = hint_.relative_path;
  if (article.lang.empty()) article.lang = language_of(article.body);
  articles_(std::move(article));
}

void Output::pass(Article&& article) {
  if (article.lang.empty()) article.lang = language_of(article.body);
  articles_(std::move(article));
}

void Output::problem(std::string message, std::uint64_t line) {
  problems_({hint_.path, line, std::move(message)});
}

void Output::skip(std::string reason) {
  if (std::ranges::find(report_.skipped, reason) == report_.skipped.end()) {
    report_.skipped.push_back(std::move(reason));
  }
}

ReadReport Output::finish() {
  if (first_) article(std::move(*std::exchange(first_, std::nullopt)), 0);
  return std::move(report_);
}

}  // namespace fihris::ingest
