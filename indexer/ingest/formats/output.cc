#include "indexer/ingest/formats/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/ingest/language.h"

namespace fihris::ingest {
namespace {

std::uint64_t word_count(std::string_view text) {
  std::uint64_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return words;
}

void add_once(std::vector<std::string>& all, std::string_view text) {
  if (std::ranges::find(all, text) == all.end()) all.emplace_back(text);
}

}  // namespace

void ReadReport::count(const Article& article) {
  if (articles++ == 0) {
    title = article.title;
    date = article.date;
  }
  words += word_count(article.body);
}

void ReadReport::add_encoding(std::string_view name) {
  if (encoding == name) return;
  const bool is_known =
      (", " + encoding + ", ").find(fmt::format(", {}, ", name)) != std::string::npos;
  if (name.empty() || is_known) return;
  encoding += (encoding.empty() ? "" : ", ") + std::string(name);
}

void ReadReport::add_repair(std::string_view repair) { add_once(repairs, repair); }

void ReadReport::add_skip(std::string_view reason) { add_once(skipped, reason); }

void ReadReport::add(ReadReport&& piece) {
  if (format.empty()) format = std::move(piece.format);
  add_encoding(piece.encoding);
  for (const std::string& repair : piece.repairs) add_repair(repair);
  for (const std::string& reason : piece.skipped) add_skip(reason);
  if (articles == 0) {
    title = std::move(piece.title);
    date = std::move(piece.date);
  }
  articles += piece.articles;
  words += piece.words;
  std::ranges::move(piece.parts, std::back_inserter(parts));
}

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
  pass(std::move(article));
}

void Output::pass(Article&& article) {
  if (article.lang.empty()) article.lang = language_of(article.body);
  report_.count(article);
  articles_(std::move(article));
}

void Output::problem(std::string message, std::uint64_t line) {
  problems_({hint_.path, line, std::move(message)});
}

void Output::skip(std::string_view reason) { report_.add_skip(reason); }

ReadReport Output::finish() {
  if (first_) article(std::move(*std::exchange(first_, std::nullopt)), 0);
  return std::move(report_);
}

}  // namespace fihris::ingest
