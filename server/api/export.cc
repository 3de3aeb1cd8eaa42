#include "server/api/export.h"

#include <array>

#include "server/api/json.h"

namespace fihris::api {
namespace {

using schema::Article;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // Excel reads UTF-8 only behind it

struct Column {
  std::string_view name;
  std::string Article::*value;
};
constexpr std::array<Column, 9> kColumns{{{"id", &Article::id},
                                          {"title", &Article::title},
                                          {"date", &Article::date},
                                          {"source", &Article::source},
                                          {"author", &Article::author},
                                          {"url", &Article::url},
                                          {"path", &Article::path},
                                          {"lang", &Article::lang},
                                          {"body", &Article::body}}};

struct Format {
  const char* content_type;
  std::string_view file;
  std::string (*head)();
  std::string (*record)(const Article& article);
};

void add_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string csv_head() {
  std::string out(kByteOrderMark);
  for (const Column& column : kColumns) {
    out.append(column.name).append(&column == &kColumns.back() ? "\r\n" : ",");
  }
  return out;
}

// By ExportFormat.
constexpr std::array<Format, 2> kFormats{
    {{"text/csv; charset=utf-8; header=present", "fihris.csv", csv_head, csv_record},
     {"application/x-ndjson; charset=utf-8", "fihris.jsonl", [] { return std::string(); },
      jsonl_record}}};

const Format& format_of(ExportFormat format) {
  return kFormats.at(static_cast<std::size_t>(format));
}

}  // namespace

std::string disposition(ExportFormat format) {
  return "attachment; filename=\"" + std::string(format_of(format).file) + "\"";
}

const char* content_type(ExportFormat format) { return format_of(format).content_type; }

std::string csv_record(const Article& article) {
  std::string out;
  for (const Column& column : kColumns) {
    add_field(out, article.*column.value);
    out += &column == &kColumns.back() ? "\r\n" : ",";
  }
  return out;
}

std::string jsonl_record(const Article& article) { return plain_article_json(article) + "\n"; }

Result<std::string> ExportReader::next() {
  const Format& format = format_of(format_);
  std::string piece = begun_ ? "" : format.head();
  begun_ = true;
  while (at_ < matches_.size() && piece.size() < kPieceBytes) {
    const Result<Article> article = matches_.article(at_++);
    if (!article) return tl::make_unexpected(article.error());
    piece += format.record(*article);
  }
  return piece;
}

}  // namespace fihris::api
