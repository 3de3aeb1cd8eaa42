#include "indexer/ingest/formats/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <string>

#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/formats/article_record.h"

namespace fihris::ingest {
namespace {

namespace dom = simdjson::dom;

constexpr int kDeepest = 6;  // lists of articles inside others

// What a value says: of a list of names all, of an object the member that is the value.
std::string text_of(dom::element value, int depth = 0) {
  static constexpr std::array<const char*, 6> kValues{"rendered", "name",  "value",
                                                      "text",     "#text", "$t"};
  std::string_view text;
  if (!value.get_string().get(text)) return std::string(text);
  if (value.is_number()) return simdjson::to_string(value);
  std::string all;
  dom::array list;
  dom::object object;
  if (depth > 2) return all;
  if (!value.get_array().get(list)) {
    for (const dom::element item : list) {
      const std::string part = text_of(item, depth + 1);
      if (!all.empty() && !part.empty()) all += "، ";
      all += part;
    }
  } else if (!value.get_object().get(object)) {
    for (const char* const key : kValues) {
      dom::element member;
      if (all.empty() && !object.at_key(key).get(member)) all = text_of(member, depth + 1);
    }
  }
  return all;
}

// A body in several paragraphs is often a list of them.
std::string paragraphs_of(dom::element value) {
  dom::array list;
  if (value.get_array().get(list)) return text_of(value);
  std::string all;
  for (const dom::element item : list) {
    if (!all.empty()) all += "\n\n";
    all += text_of(item);
  }
  return all;
}

class JsonReader {
 public:
  explicit JsonReader(Output& output) : output_(output) {}

  void read(dom::element value, int depth = 0) {
    if (depth > kDeepest) return;
    dom::array list;
    if (!value.get_array().get(list)) {
      for (const dom::element item : list) read(item, depth + 1);
      return;
    }
    dom::object object;
    if (value.get_object().get(object) || read_article(object)) return;
    for (const dom::key_value_pair member : object) {
      if (member.value.is_array() || member.value.is_object()) read(member.value, depth + 1);
    }
  }

  bool has_found() const { return found_; }

 private:
  bool read_article(dom::object object) {
    ArticleRecord record;
    for (const dom::key_value_pair member : object) {
      const FieldName name = find_field(member.key);
      if (name.field == nullptr) continue;
      const bool is_body = name.field == &Article::body;
      record.add(name, is_body ? paragraphs_of(member.value) : text_of(member.value));
    }
    if (!record.has(&Article::body)) return false;
    Result<Article> article = record.finish(output_.report());
    if (!article) return false;
    output_.article(std::move(*article));
    found_ = true;
    return true;
  }

  Output& output_;
  bool found_ = false;
};

}  // namespace

void read_json(std::string_view bytes, const Hint& hint, Output& output) {
  Result<DecodedText> decoded = decode_text(bytes, hint.charset);
  if (!decoded) return output.problem(decoded.error().message);
  output.report().encoding = decoded->encoding;
  output.report().repairs = std::move(decoded->repairs);
  dom::parser parser;
  dom::element root;
  if (const auto code = parser.parse(decoded->text).get(root)) {
    return output.problem(fmt::format("invalid JSON: {}", simdjson::error_message(code)));
  }
  JsonReader reader(output);
  reader.read(root);
  if (!reader.has_found()) output.skip("no article in this file");
}

}  // namespace fihris::ingest
