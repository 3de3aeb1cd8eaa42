#include "indexer/ingest/formats/text_reader.h"

#include <utility>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/page_text.h"
#include "indexer/ingest/site_lines.h"

namespace fihris::ingest {

Result<Article> read_text_article(std::string_view bytes, std::string_view charset,
                                  ReadReport& report) {
  Result<DecodedText> decoded = decode_text(bytes, charset);
  if (!decoded) return tl::make_unexpected(decoded.error());
  report.encoding = decoded->encoding;
  report.repairs = std::move(decoded->repairs);
  const std::string text = clean_lines(mend_text(std::move(decoded->text), report.repairs));
  if (text.empty()) return fail("empty");
  PageText page = extract_page(text);
  report.lines = lines_apart(page, {});
  Article article;
  article.title = std::move(page.title);
  article.body = std::move(page.body);
  article.date = std::move(page.date);
  article.source = std::move(page.source);
  article.author = std::move(page.author);
  return article;
}

void read_text(std::string_view bytes, const Hint& hint, Output& output) {
  Result<Article> article = read_text_article(bytes, hint.charset, output.report());
  if (!article) return output.problem(article.error().message);
  output.article(std::move(*article));
}

}  // namespace fihris::ingest
