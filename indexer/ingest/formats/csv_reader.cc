#include "indexer/ingest/formats/csv_reader.h"

#include <csv.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "indexer/ingest/formats/article_record.h"
#include "indexer/ingest/formats/jsonl_reader.h"
#include "indexer/ingest/formats/text_blocks.h"

namespace fihris::ingest {
namespace {

char find_separator(std::string_view text) {
  constexpr std::string_view kSeparators = ",;\t|";
  const std::string_view head = text.substr(0, text.find('\n'));
  return *std::ranges::max_element(
      kSeparators, {}, [&](char separator) { return std::ranges::count(head, separator); });
}

// Gets the cells one after the other.
class RowReader {
 public:
  explicit RowReader(Output& output) : output_(output) {}

  void cell(std::string_view text) {
    has_text_ = has_text_ || !text.empty();
    if (!has_header_) {
      columns_.push_back(find_field(text));
    } else if (column_ < columns_.size()) {
      record_.add(columns_[column_], text);
    }
    ++column_;
  }

  void end_row() {
    if (!has_header_) {
      has_header_ = has_text_;
      if (!has_text_) columns_.clear();
    } else if (has_text_) {
      give();
    }
    record_ = {};
    column_ = 0;
    has_text_ = false;
  }

  void set_line(std::uint64_t line) { line_ = line; }

  bool has_body() const {
    return std::ranges::find(columns_, &Article::body, &FieldName::field) != columns_.end();
  }
  bool has_header() const { return has_header_; }

 private:
  void give() {
    if (!has_body()) return;
    Result<Article> article = record_.finish(output_.report());
    if (!article) return output_.problem(article.error().message, line_);
    output_.article(std::move(*article));
  }

  Output& output_;
  std::vector<FieldName> columns_;
  ArticleRecord record_;
  std::size_t column_ = 0;
  std::uint64_t line_ = 1;
  bool has_header_ = false;
  bool has_text_ = false;
};

class Parser {
 public:
  explicit Parser(char separator) {
    constexpr std::size_t kBlock = std::size_t{64}
                                   << 10U;  // a cell may be an article of a megabyte
    csv_init(&parser_, CSV_APPEND_NULL);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    csv_set_blk_size(&parser_, kBlock);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { csv_free(&parser_); }

  // Line by line, so that problems can name theirs. False: a cell without end.
  bool parse(std::string_view text, RowReader& rows) {
    for (; !text.empty(); ++line_) {
      const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      rows.set_line(line_);
      csv_parse(&parser_, text.data(), end, on_cell, on_row, &rows);
      if (parser_.entry_pos > kLongestLine) return false;
      text.remove_prefix(end);
    }
    return true;
  }

  void finish(RowReader& rows) { csv_fini(&parser_, on_cell, on_row, &rows); }

 private:
  static void on_cell(void* text, std::size_t size, void* rows) {
    static_cast<RowReader*>(rows)->cell({static_cast<const char*>(text), size});
  }
  static void on_row(int /*terminator*/, void* rows) { static_cast<RowReader*>(rows)->end_row(); }

  csv_parser parser_{};
  std::uint64_t line_ = 1;
};

}  // namespace

void read_csv(ByteStream& stream, const Hint& hint, Output& output) {
  TextBlocks blocks(stream, hint.charset);
  RowReader rows(output);
  std::optional<Parser> parser;
  while (true) {
    const Result<std::string> text = blocks.next(output.report());
    if (!text) return output.problem(text.error().message);
    if (text->empty()) break;
    if (!parser) parser.emplace(find_separator(*text));
    if (!parser->parse(*text, rows)) return output.problem("a cell longer than 64 MB");
  }
  if (parser) parser->finish(rows);
  if (!rows.has_header()) return output.problem("empty");
  if (!rows.has_body()) {
    output.problem("no column of texts: name one \"body\" or «النص» in the first row");
  }
}

}  // namespace fihris::ingest
