// Web pages: the article in HTML.
//
//   ReadReport report;
//   const Result<Article> article = read_html_article(bytes, {.relative_path = "a.html"}, report);
#pragma once

#include <string_view>

#include "indexer/ingest/formats/output.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

// The message of the error that a page without an article gives: a home page, a list, a form.
inline constexpr std::string_view kNoArticle = "no article in this page";

// The article with what the page says of it; its id, path and where nothing is said its lang stay
// empty. The encoding is found as encoding.h says, `hint.charset` counting as declared; `hint.url`
// is taken where the page names no address. Errors: not a text, nested too deep, kNoArticle.
// Thread-safe.
Result<Article> read_html_article(std::string_view bytes, const Hint& hint, ReadReport& report);

// The text of a piece of HTML, as of a feed's entry or a mail: paragraphs separated by "\n\n".
std::string html_to_text(std::string_view utf8);

// The same as a ReadFunction (format.h). A page without an article is skipped.
void read_html(std::string_view bytes, const Hint& hint, Output& output);

}  // namespace fihris::ingest
