#include "indexer/ingest/text_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/mojibake.h"
#include "indexer/ingest/page_text.h"

namespace fihris::ingest {
namespace {

// NUL bytes, or more control characters than any text has.
bool is_binary(std::string_view bytes) {
  constexpr std::ptrdiff_t kMostControls = 10;  // percent
  if (bytes.find('\0') != std::string_view::npos) return true;
  const auto controls = std::ranges::count_if(bytes, [](char c) {
    return (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == '\x7F';
  });
  return controls * 100 > static_cast<std::ptrdiff_t>(bytes.size()) * kMostControls;
}

}  // namespace

Result<Article> read_text_article(std::string_view bytes) {
  if (is_binary(bytes)) return fail("not a text file");
  if (const auto bad = find_invalid_utf8(bytes)) {
    return fail(fmt::format("not UTF-8: invalid byte at offset {}", *bad),
                "convert it with: iconv -t UTF-8");
  }
  const std::string text =
      may_be_mojibake(bytes) ? clean_lines(repair_mojibake(bytes)) : clean_lines(bytes);
  if (text.empty()) return fail("empty");
  PageText page = extract_page(text);
  Article article;
  article.title = std::move(page.title);
  article.body = std::move(page.body);
  article.date = std::move(page.date);
  article.source = std::move(page.source);
  article.author = std::move(page.author);
  return article;
}

}  // namespace fihris::ingest
