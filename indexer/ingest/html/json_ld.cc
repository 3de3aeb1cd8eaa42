// Schema.org in JSON: https://schema.org/Article, https://www.w3.org/TR/json-ld11/.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "indexer/analysis/date_parser.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/html/page_metadata.h"

namespace fihris::ingest {
namespace {

namespace dom = simdjson::dom;

constexpr int kDeepest = 8;  // objects inside one another

// Strings in scripts are often escaped as HTML is.
std::string plain(std::string_view text) {
  if (text.find('&') == std::string_view::npos && text.find('<') == std::string_view::npos) {
    return std::string(trim(text));
  }
  const Result<MarkupTree> tree = parse_html(text);
  return std::string(trim(tree ? tree->text(0) : std::string(text)));
}

bool is_article_type(std::string_view type) {
  static constexpr std::array<std::string_view, 3> kTypes{"BlogPosting", "Report",
                                                          "LiveBlogPosting"};
  type.remove_prefix(type.rfind('/') == std::string_view::npos ? 0 : type.rfind('/') + 1);
  return type.ends_with("Article") || std::ranges::find(kTypes, type) != kTypes.end();
}

// Old sites hide scripts from older browsers: «// <![CDATA[ ... // ]]>».
std::string without_wrapping(std::string_view script) {
  static constexpr std::array<std::string_view, 4> kWrappers{"<![CDATA[", "]]>", "<!--", "-->"};
  std::string text(script);
  for (const std::string_view wrapper : kWrappers) {
    const std::size_t at = text.find(wrapper);
    if (at != std::string::npos) text.erase(at, wrapper.size());
  }
  const std::size_t begin = std::min(text.find_first_of("{["), text.size());
  const std::size_t end = text.find_last_of("}]");
  return end == std::string::npos || end < begin ? "" : text.substr(begin, end + 1 - begin);
}

class JsonLd {
 public:
  PageMetadata read(dom::element root) {
    collect(root, 0);
    PageMetadata found;
    if (!article_) return found;
    const dom::object article = *article_;
    found.is_article = true;
    found.title = plain(text(article, "headline"));
    if (found.title.empty()) found.title = plain(text(article, "name"));
    for (const char* const key : {"datePublished", "dateCreated", "dateModified"}) {
      if (found.date.empty()) found.date = analysis::parse_date(text(article, key)).value_or("");
    }
    found.author = clean_line(plain(names(article, "author")));
    found.source = clean_line(plain(names(article, "publisher")));
    found.url = text(article, "url");
    if (found.url.empty()) found.url = names(article, "mainEntityOfPage", "@id");
    found.lang = names(article, "inLanguage");
    found.body = plain(text(article, "articleBody"));
    return found;
  }

 private:
  // Notes the first article, and every named object by its @id: others refer to it.
  void collect(dom::element value, int depth) {
    if (depth > kDeepest) return;
    dom::array array;
    if (!value.get_array().get(array)) {
      for (const dom::element item : array) collect(item, depth + 1);
      return;
    }
    dom::object object;
    if (value.get_object().get(object)) return;
    if (!text(object, "name").empty()) by_id_.emplace(text(object, "@id"), object);
    if (!article_ && is_article(object)) article_ = object;
    for (const dom::key_value_pair item : object) collect(item.value, depth + 1);
  }

  static bool is_article(dom::object object) {
    dom::element type;
    if (object.at_key("@type").get(type)) return false;
    dom::array types;
    std::string_view name;
    if (!type.get_string().get(name)) return is_article_type(name);
    if (type.get_array().get(types)) return false;
    for (const dom::element item : types) {
      if (!item.get_string().get(name) && is_article_type(name)) return true;
    }
    return false;
  }

  static std::string text(dom::object object, std::string_view key) {
    std::string_view value;
    if (object.at_key(key).get_string().get(value)) return {};
    return std::string(trim(value));
  }

  // A name, an object with a name, a reference to one, or a list of these.
  std::string names(dom::object object, std::string_view key,
                    std::string_view member = "name") const {
    dom::element value;
    if (object.at_key(key).get(value)) return {};
    dom::array list;
    if (value.get_array().get(list)) return name_of(value, member);
    std::string all;
    for (const dom::element item : list) {
      const std::string name = name_of(item, member);
      if (name.empty()) continue;
      if (!all.empty()) all += "، ";
      all += name;
    }
    return all;
  }

  std::string name_of(dom::element value, std::string_view member) const {
    std::string_view name;
    if (!value.get_string().get(name)) return std::string(trim(name));
    dom::object object;
    if (value.get_object().get(object)) return {};
    std::string direct = text(object, member);
    const auto other = by_id_.find(text(object, "@id"));
    if (!direct.empty() || other == by_id_.end()) return direct;
    return text(other->second, member);
  }

  std::optional<dom::object> article_;
  std::map<std::string, dom::object> by_id_;
};

}  // namespace

PageMetadata read_json_ld(std::string_view json) {
  std::string text = without_wrapping(json);
  // Sites put line ends into strings, where JSON does not allow them.
  std::ranges::replace_if(
      text, [](char c) { return c >= 0 && c < ' '; }, ' ');
  dom::parser parser;
  dom::element root;
  if (parser.parse(text).get(root)) return {};
  return JsonLd().read(root);
}

}  // namespace fihris::ingest
