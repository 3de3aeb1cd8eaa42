#include "indexer/ingest/markup/markup_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string>

#include "indexer/analysis/utf8.h"

namespace fihris::ingest {
namespace {

// A page that is cut off in the middle, or never closes its <font>, is not half as deep. More would
// let an end tag without a beginning, of which there may be millions, look through all of them.
constexpr std::size_t kDeepest = 250;
// Some 200 MB. Large feeds have a tenth.
constexpr std::size_t kMostNodes = 2'000'000;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Elements of HTML 5 without an end, which libxml2 takes for open.
bool is_void(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kNames{"source", "track", "wbr", "keygen"};
  return std::ranges::find(kNames, name) != kNames.end();
}

// Gets what the parser meets.
class TreeBuilder {
 public:
  explicit TreeBuilder(xmlParserCtxt* parser) : parser_(parser) {
    parser->userData = this;
    nodes_.emplace_back();
    open_.push_back(0);
  }

  void start(std::string_view name, const xmlChar** attributes) {
    if (parser_->html != 0 && is_void(name)) return;
    if (open_.size() > kDeepest) return stop("elements nested more than 250 levels deep");
    if (nodes_.size() > kMostNodes) return stop("more than 2,000,000 elements");
    open_.push_back(add(name));
    if (attributes == nullptr) return;
    for (; attributes[0] != nullptr; attributes += 2) {
      nodes_.back().attributes.emplace_back(view(attributes[0]), view(attributes[1]));
    }
  }

  void end(std::string_view name) {
    if (parser_->html != 0 && is_void(name)) return;
    if (open_.size() < 2) return;
    nodes_[open_.back()].end = static_cast<std::uint32_t>(nodes_.size());
    open_.pop_back();
  }

  void text(std::string_view text) {
    const bool goes_on =
        nodes_.back().name.empty() && nodes_.size() > 1 && nodes_.back().parent == open_.back();
    if (!goes_on) add({});
    nodes_.back().text += text;
  }

  // Why not all was read; empty if all was.
  const std::string& problem() const { return problem_; }

  std::vector<MarkupNode> finish() {
    while (!open_.empty()) {
      nodes_[open_.back()].end = static_cast<std::uint32_t>(nodes_.size());
      open_.pop_back();
    }
    return std::move(nodes_);
  }

 private:
  void stop(std::string problem) {
    problem_ = std::move(problem);
    xmlStopParser(parser_);
  }

  std::uint32_t add(std::string_view name) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    MarkupNode& node = nodes_.emplace_back();
    node.name = name;
    node.parent = open_.back();
    node.end = index + 1;
    return index;
  }

  xmlParserCtxt* parser_;
  std::vector<MarkupNode> nodes_;
  std::vector<std::uint32_t> open_;
  std::string problem_;
};

TreeBuilder& builder(void* user_data) { return *static_cast<TreeBuilder*>(user_data); }

// Without handlers for declarations no entity of a DTD is known: ten of them, each made of ten
// others, would be a gigabyte.
xmlSAXHandler handlers() {
  xmlSAXHandler sax{};
  sax.startElement = [](void* data, const xmlChar* name, const xmlChar** attributes) {
    builder(data).start(view(name), attributes);
  };
  sax.endElement = [](void* data, const xmlChar* name) { builder(data).end(view(name)); };
  sax.characters = [](void* data, const xmlChar* text, int size) {
    builder(data).text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  };
  sax.ignorableWhitespace = sax.characters;
  sax.cdataBlock = sax.characters;
  sax.getEntity = [](void*, const xmlChar* name) { return xmlGetPredefinedEntity(name); };
  return sax;
}

// Feeds use the names of HTML («&nbsp;», «&laquo;»), which XML does not know.
std::string replace_html_entities(std::string_view text) {
  constexpr std::size_t kLongestName = 10;
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t sign = std::min(text.find('&'), text.size());
    out += text.substr(0, sign);
    text.remove_prefix(sign);
    const std::size_t end = text.substr(0, kLongestName).find(';');
    const std::string name(end == std::string_view::npos ? "" : text.substr(1, end - 1));
    const auto* const key = reinterpret_cast<const xmlChar*>(name.c_str());
    const htmlEntityDesc* const known = name.empty() ? nullptr : htmlEntityLookup(key);
    if (known != nullptr && xmlGetPredefinedEntity(key) == nullptr) {
      analysis::append_utf8(out, known->value);
      text.remove_prefix(end + 1);
    } else if (!text.empty()) {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

using Parser = std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxt*)>;

// Two threads may each parse their first file at once, which libxml2 only takes when it is ready.
Parser make_parser(xmlParserCtxt* (*make)(), void (*destroy)(xmlParserCtxt*)) {
  static std::once_flag ready;
  std::call_once(ready, xmlInitParser);
  return {make(), destroy};
}

}  // namespace

std::string_view MarkupNode::attribute(std::string_view name_of) const {
  for (const auto& [key, value] : attributes) {
    if (key == name_of) return value;
  }
  return {};
}

std::string MarkupTree::text(std::size_t node) const {
  std::string out;
  for (std::size_t i = node; i < nodes_[node].end; ++i) out += nodes_[i].text;
  return out;
}

std::size_t MarkupTree::find(std::string_view name, std::size_t node) const {
  for (std::size_t i = node + 1; i < nodes_[node].end; ++i) {
    if (nodes_[i].name == name) return i;
  }
  return size();
}

Result<MarkupTree> parse_html(std::string_view utf8) {
  const Parser parser = make_parser(htmlNewParserCtxt, htmlFreeParserCtxt);
  TreeBuilder tree(parser.get());
  *parser->sax = handlers();
  xmlFreeDoc(htmlCtxtReadMemory(parser.get(), utf8.data(), static_cast<int>(utf8.size()), nullptr,
                                "UTF-8",
                                HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC));
  if (!tree.problem().empty()) return fail(tree.problem());
  return MarkupTree(tree.finish());
}

Result<MarkupTree> parse_xml(std::string_view utf8) {
  const std::string text = replace_html_entities(utf8);
  const Parser parser = make_parser(xmlNewParserCtxt, xmlFreeParserCtxt);
  TreeBuilder tree(parser.get());
  *parser->sax = handlers();
  xmlFreeDoc(xmlCtxtReadMemory(parser.get(), text.data(), static_cast<int>(text.size()), nullptr,
                               "UTF-8",
                               XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                   XML_PARSE_NONET | XML_PARSE_IGNORE_ENC));
  if (!tree.problem().empty()) return fail(tree.problem());
  std::vector<MarkupNode> nodes = tree.finish();
  if (nodes.size() < 2) return fail("not XML: no element in it");
  return MarkupTree(std::move(nodes));
}

}  // namespace fihris::ingest
