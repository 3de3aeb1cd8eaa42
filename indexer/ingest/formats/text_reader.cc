#include "indexer/ingest/formats/text_reader.h"

#include <fmt/format.h>

#include <utility>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/formats/signatures.h"
#include "indexer/ingest/mojibake.h"
#include "indexer/ingest/page_text.h"

namespace fihris::ingest {

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

void read_text(std::string_view bytes, const Hint& /*hint*/, Output& output) {
  Result<Article> article = read_text_article(bytes);
  if (!article) return output.problem(article.error().message);
  output.set_encoding("UTF-8");
  output.article(std::move(*article));
}

}  // namespace fihris::ingest
