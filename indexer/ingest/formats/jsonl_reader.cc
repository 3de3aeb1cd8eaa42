#include "indexer/ingest/formats/jsonl_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <string>

#include "indexer/analysis/date_parser.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/formats/text_blocks.h"
#include "indexer/ingest/mojibake.h"

namespace fihris::ingest {
namespace {

namespace dom = simdjson::dom;

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

struct Member {
  std::string_view name;
  std::string Article::*value;
  bool lines;  // keeps its line ends
};
constexpr std::array<Member, 7> kMembers{{{"id", &Article::id, false},
                                          {"title", &Article::title, false},
                                          {"body", &Article::body, true},
                                          {"date", &Article::date, false},
                                          {"source", &Article::source, false},
                                          {"author", &Article::author, false},
                                          {"url", &Article::url, false}}};

tl::unexpected<Error> json_error(std::string_view line, simdjson::error_code code) {
  if (const auto bad = code == simdjson::UTF8_ERROR ? find_invalid_utf8(line) : std::nullopt) {
    return fail(fmt::format("not UTF-8: invalid byte at offset {} of the line", *bad));
  }
  return fail(fmt::format("invalid JSON: {}", simdjson::error_message(code)));
}

std::string number_text(dom::element value) {
  return value.is_double() ? fmt::format("{}", value.get_double().value_unsafe())
                           : simdjson::to_string(value);
}

// What was damaged before it was saved.
std::string mend(std::string_view text, std::vector<std::string>& repairs) {
  constexpr char kFirstByteOfShapes = '\xEF';
  const bool may_be_damaged =
      may_be_mojibake(text) || text.find(kFirstByteOfShapes) != std::string_view::npos;
  return may_be_damaged ? mend_text(std::string(text), repairs) : std::string();
}

Result<void> read_member(const Member& member, dom::element value, Article& article,
                         std::vector<std::string>& repairs) {
  std::string& out = article.*member.value;
  out.clear();
  if (value.is_null()) return {};
  if (value.is_number() && member.name == "id") {
    out = number_text(value);
    return {};
  }
  std::string_view text;
  if (value.get_string().get(text)) {
    return fail(fmt::format("member \"{}\" is not a string", member.name));
  }
  const std::string mended = mend(text, repairs);
  if (!mended.empty()) text = mended;
  out = member.lines ? clean_lines(text) : clean_line(text);
  return {};
}

Result<Article> read_members(dom::object object, std::vector<std::string>& repairs) {
  Article article;
  for (const dom::key_value_pair item : object) {
    const auto* const member = std::ranges::find(kMembers, item.key, &Member::name);
    if (member == kMembers.end()) continue;
    if (Result<void> read = read_member(*member, item.value, article, repairs); !read) {
      return tl::make_unexpected(read.error());
    }
  }
  if (article.body.empty()) return fail("no \"body\"");
  if (!article.date.empty() && !analysis::is_iso_date(article.date)) {
    article.date = analysis::parse_date(article.date).value_or("");
  }
  return article;
}

std::string_view trim_line(std::string_view line) {
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

// Takes the next line off the front of `lines`.
std::string_view take_line(std::string_view& lines) {
  const std::size_t end = std::min(lines.find('\n'), lines.size());
  const std::string_view line = trim_line(lines.substr(0, end));
  lines.remove_prefix(std::min(end + 1, lines.size()));
  return line;
}

// As parse_json_article(); `line` is followed by kJsonPadding bytes that may be read.
Result<Article> parse_padded(std::string_view line, std::vector<std::string>& repairs) {
  constexpr std::size_t kLargestKept = std::size_t{16}
                                       << 20U;  // one huge line shall not cost memory for ever
  // Not simdjson's ondemand parser: that one is chosen when this is compiled, so it would do
  // without AVX2.
  thread_local dom::parser parser;
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  dom::element document;
  const auto code = parser.parse(line.data(), line.size(), false).get(document);
  if (code) return json_error(line, code);
  dom::object object;
  Result<Article> article =
      document.get_object().get(object) ? fail("not a JSON object") : read_members(object, repairs);
  if (parser.capacity() > kLargestKept) parser = dom::parser();
  return article;
}

Result<Article> parse_copy(std::string_view line, std::vector<std::string>& repairs) {
  std::string copy;
  copy.reserve(line.size() + kJsonPadding);
  copy = line;
  return parse_padded(copy, repairs);
}

// JSON is UTF-8, but old programs write what they always wrote.
Result<Article> parse_in_any_encoding(std::string_view line, ReadReport& report) {
  std::vector<std::string> repairs;
  Result<Article> article = parse_padded(line, repairs);
  std::string encoding = "UTF-8";
  if (!article && find_invalid_utf8(line)) {
    Result<DecodedText> decoded = decode_text(line);
    if (!decoded) return article;
    article = parse_copy(decoded->text, decoded->repairs);
    repairs = std::move(decoded->repairs);
    encoding = decoded->encoding;
  }
  if (!article) return article;
  report.add_encoding(encoding);
  for (const std::string& repair : repairs) report.add_repair(repair);
  return article;
}

}  // namespace

Result<Article> parse_json_article(std::string_view line) {
  std::vector<std::string> ignored;
  return parse_copy(line, ignored);
}

void read_json_lines(std::string_view lines, LinePlace first, Output& output) {
  std::uint64_t article_number = first.article;
  for (std::uint64_t number = first.line; !lines.empty(); ++number) {
    const std::string_view line = take_line(lines);
    if (line.empty()) continue;
    if (line.size() > kLongestLine) {
      output.problem("line longer than 64 MB", number);
    } else if (Result<Article> article = parse_in_any_encoding(line, output.report()); !article) {
      output.problem(article.error().message, number);
    } else {
      output.article(std::move(*article), first.article == 0 ? 0 : article_number);
    }
    ++article_number;
  }
}

void read_json_lines(std::string_view bytes, const Hint& /*hint*/, Output& output) {
  std::size_t lines = 0;
  for (std::string_view rest = bytes; !rest.empty() && lines < 2;) {
    lines += take_line(rest).empty() ? 0U : 1U;
  }
  read_json_lines(bytes, LinePlace{1, lines < 2 ? 0U : 1U}, output);
}

void read_wide_json_lines(ByteStream& stream, const Hint& hint, Output& output) {
  TextBlocks blocks(stream, hint.charset);
  std::uint64_t number = 0;
  while (true) {
    const Result<std::string> text = blocks.next(output.report());
    if (!text) return output.problem(text.error().message, number + 1);
    if (text->empty()) return;
    for (std::string_view rest = *text; !rest.empty();) {
      ++number;
      const std::string_view line = take_line(rest);
      if (line.empty()) continue;
      std::vector<std::string> repairs;
      Result<Article> article = parse_copy(line, repairs);
      for (const std::string& repair : repairs) output.report().add_repair(repair);
      if (article) {
        output.article(std::move(*article));
      } else {
        output.problem(article.error().message, number);
      }
    }
  }
}

}  // namespace fihris::ingest
