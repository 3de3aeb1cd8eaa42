#include "indexer/ingest/formats/markdown_reader.h"

#include <cmark.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/formats/article_record.h"
#include "indexer/ingest/html/page_lines.h"
#include "indexer/ingest/markup/markup_tree.h"

namespace fihris::ingest {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::string_view without_quotes(std::string_view value) {
  const bool quoted =
      value.size() > 1 && (value[0] == '"' || value[0] == '\'') && value.back() == value.front();
  return quoted ? value.substr(1, value.size() - 2) : value;
}

// Takes the front matter off: lines «name: value» between two of "---" (YAML) or "+++" (TOML, with
// an equals sign).
void take_front_matter(std::string_view& text, ArticleRecord& record) {
  std::string_view rest = text;
  const std::string_view fence = take_line(rest);
  if (fence != "---" && fence != "+++") return;
  const std::size_t end = rest.find("\n" + std::string(fence));
  if (end == std::string_view::npos) return;
  for (std::string_view lines = rest.substr(0, end); !lines.empty();) {
    const std::string_view line = take_line(lines);
    const std::size_t sign = line.find(fence == "---" ? ':' : '=');
    if (sign == std::string_view::npos) continue;
    record.add(trim(line.substr(0, sign)), without_quotes(trim(line.substr(sign + 1))));
  }
  rest.remove_prefix(end + 1);
  take_line(rest);
  text = rest;
}

std::string to_html(std::string_view markdown) {
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_markdown_to_html(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT), &std::free);
  return html.get();
}

Result<Article> read(std::string_view text, ReadReport& report) {
  ArticleRecord record;
  take_front_matter(text, record);
  const Result<MarkupTree> tree = parse_html(to_html(text));
  if (!tree) return tl::make_unexpected(tree.error());
  std::string body = render_node(*tree);
  const std::size_t heading = tree->find("h1");
  if (heading < tree->size()) {
    const std::string title = render_node(*tree, heading);
    if (!record.has(&Article::title) && body.starts_with(title)) body.erase(0, title.size());
    record.add(FieldName{&Article::title, 1000}, title);
  }
  return record.finish_with(body, report);
}

}  // namespace

void read_markdown(std::string_view bytes, const Hint& hint, Output& output) {
  Result<DecodedText> decoded = decode_text(bytes, hint.charset);
  if (!decoded) return output.problem(decoded.error().message);
  output.report().encoding = decoded->encoding;
  output.report().repairs = std::move(decoded->repairs);
  Result<Article> article = read(decoded->text, output.report());
  if (!article) {
    return output.problem(trim(decoded->text).empty() ? "empty" : article.error().message);
  }
  output.article(std::move(*article));
}

}  // namespace fihris::ingest
