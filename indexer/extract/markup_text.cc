#include "indexer/extract/markup_text.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <array>
#include <span>

#include "indexer/ingest/clean_text.h"

namespace fihris::extract {
namespace {

enum class Act { none, paragraph, heading, style, row, cell, text, space, line, skip };

struct Rule {
  std::string_view element;  // without its prefix
  Act act;
};

// In Word text stands in <w:t> only, in the others everywhere.
constexpr std::array kWordRules{
    Rule{"p", Act::paragraph},  Rule{"pStyle", Act::style}, Rule{"tr", Act::row},
    Rule{"tc", Act::cell},      Rule{"t", Act::text},       Rule{"tab", Act::space},
    Rule{"br", Act::line},      Rule{"cr", Act::line},      Rule{"noBreakHyphen", Act::none},
    Rule{"Fallback", Act::skip}};
constexpr std::array kOpenDocumentRules{Rule{"p", Act::paragraph},
                                        Rule{"h", Act::heading},
                                        Rule{"table-row", Act::row},
                                        Rule{"table-cell", Act::cell},
                                        Rule{"s", Act::space},
                                        Rule{"tab", Act::space},
                                        Rule{"line-break", Act::line},
                                        Rule{"note-citation", Act::skip},
                                        Rule{"annotation", Act::skip},
                                        Rule{"tracked-changes", Act::skip},
                                        Rule{"automatic-styles", Act::skip}};
constexpr std::array kHtmlRules{Rule{"p", Act::paragraph},     Rule{"div", Act::paragraph},
                                Rule{"li", Act::paragraph},    Rule{"dt", Act::paragraph},
                                Rule{"dd", Act::paragraph},    Rule{"section", Act::paragraph},
                                Rule{"pre", Act::paragraph},   Rule{"blockquote", Act::paragraph},
                                Rule{"ul", Act::paragraph},    Rule{"ol", Act::paragraph},
                                Rule{"aside", Act::paragraph}, Rule{"figcaption", Act::paragraph},
                                Rule{"body", Act::paragraph},  Rule{"h1", Act::heading},
                                Rule{"h2", Act::heading},      Rule{"h3", Act::heading},
                                Rule{"h4", Act::heading},      Rule{"h5", Act::heading},
                                Rule{"h6", Act::heading},      Rule{"tr", Act::row},
                                Rule{"td", Act::cell},         Rule{"th", Act::cell},
                                Rule{"br", Act::line},         Rule{"head", Act::skip},
                                Rule{"script", Act::skip},     Rule{"style", Act::skip},
                                Rule{"nav", Act::skip},        Rule{"svg", Act::skip},
                                Rule{"math", Act::skip},       Rule{"rt", Act::skip}};

std::span<const Rule> rules_of(Markup markup) {
  if (markup == Markup::word) return kWordRules;
  if (markup == Markup::open_document) return kOpenDocumentRules;
  return kHtmlRules;
}

std::string_view local_name(const xmlChar* name) {
  const std::string_view whole = reinterpret_cast<const char*>(name);
  return whole.substr(whole.find(':') + 1);  // npos + 1 is 0
}

// Receives the parser's events. Text is valid UTF-8.
class Events {
 public:
  Events() = default;
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;
  virtual ~Events() = default;
  virtual void start(std::string_view element, const xmlChar** attributes) = 0;
  virtual void end(std::string_view element) = 0;
  virtual void text(std::string_view text) = 0;
};

Events& events(void* context) { return *static_cast<Events*>(context); }

xmlSAXHandler handler() {
  xmlSAXHandler sax{};
  sax.startElement = [](void* context, const xmlChar* name, const xmlChar** attributes) {
    events(context).start(local_name(name), attributes);
  };
  sax.endElement = [](void* context, const xmlChar* name) {
    events(context).end(local_name(name));
  };
  sax.characters = [](void* context, const xmlChar* text, int size) {
    events(context).text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  };
  sax.cdataBlock = sax.characters;
  // Only & < > " ' are expanded, whatever the document declares.
  sax.getEntity = [](void*, const xmlChar* name) { return ::xmlGetPredefinedEntity(name); };
  return sax;
}

void parse_xml(std::string_view bytes, Events& to) {
  xmlSAXHandler sax = handler();
  xmlParserCtxtPtr context = ::xmlCreatePushParserCtxt(&sax, &to, nullptr, 0, nullptr);
  if (context == nullptr) return;
  ::xmlCtxtUseOptions(context, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                   XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  ::xmlParseChunk(context, bytes.data(), static_cast<int>(bytes.size()), 1);
  ::xmlFreeDoc(context->myDoc);  // what a DTD declares is kept even where events are read
  ::xmlFreeParserCtxt(context);
}

void parse_html(std::string_view bytes, Events& to) {
  htmlSAXHandler sax = handler();
  htmlParserCtxtPtr context =
      ::htmlCreatePushParserCtxt(&sax, &to, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8);
  if (context == nullptr) return;
  ::htmlCtxtUseOptions(
      context, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  ::htmlParseChunk(context, bytes.data(), static_cast<int>(bytes.size()), 1);
  ::xmlFreeDoc(context->myDoc);
  ::htmlFreeParserCtxt(context);
}

class ParagraphEvents : public Events {
 public:
  explicit ParagraphEvents(Markup markup) : markup_(markup), rules_(rules_of(markup)) {}

  void start(std::string_view element, const xmlChar** attributes) override {
    const Act act = act_of(element);
    if (act == Act::skip) ++skipped_;
    if (skipped_ > 0) return;
    if (act == Act::text) ++text_depth_;
    if (act == Act::space || act == Act::line) line_ += ' ';
    if (act == Act::style) read_style(attributes);
    if (act == Act::row) flush();
    if (act == Act::row) ++rows_;
    if (act == Act::paragraph || act == Act::heading) {
      flush();
      heading_ = act == Act::heading;
    }
  }

  void end(std::string_view element) override {
    const Act act = act_of(element);
    if (act == Act::skip) skipped_ -= skipped_ > 0 ? 1 : 0;
    if (skipped_ > 0) return;
    if (act == Act::text) text_depth_ -= text_depth_ > 0 ? 1 : 0;
    if (act == Act::paragraph || act == Act::heading) flush();
    if (act == Act::cell) line_ += kCellEnd;
    if (act == Act::row) {
      rows_ -= rows_ > 0 ? 1 : 0;
      flush();
    }
  }

  void text(std::string_view text) override {
    if (skipped_ == 0 && (markup_ != Markup::word || text_depth_ > 0)) line_ += text;
  }

  std::vector<Paragraph> finish() {
    rows_ = 0;
    flush();
    return std::move(paragraphs_);
  }

 private:
  static constexpr char kCellEnd = '\x1F';  // no document can have it in its text

  Act act_of(std::string_view element) const {
    const auto rule = std::ranges::find(rules_, element, &Rule::element);
    return rule == rules_.end() ? Act::none : rule->act;
  }

  // <w:pStyle w:val="Heading1"/>
  void read_style(const xmlChar** attributes) {
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const std::string_view style = reinterpret_cast<const char*>(attributes[1]);
      if (local_name(attributes[0]) == "val" &&
          (style.starts_with("Heading") || style.starts_with("heading") || style == "Title")) {
        heading_ = true;
      }
    }
  }

  // The paragraphs of a table row are one line.
  void flush() {
    if (rows_ > 0) {
      line_ += ' ';
      return;
    }
    std::string text;
    for (std::string_view rest = line_; !rest.empty();) {
      const std::size_t end = std::min(rest.find(kCellEnd), rest.size());
      const std::string cell = ingest::clean_line(rest.substr(0, end));
      if (!cell.empty()) text += (text.empty() ? "" : " | ") + cell;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!text.empty()) paragraphs_.push_back({std::move(text), heading_});
    line_.clear();
    heading_ = false;
  }

  Markup markup_;
  std::span<const Rule> rules_;
  std::vector<Paragraph> paragraphs_;
  std::string line_;
  bool heading_ = false;
  unsigned skipped_ = 0;  // open elements whose text is left out
  unsigned text_depth_ = 0;
  unsigned rows_ = 0;
};

class PropertyEvents : public Events {
 public:
  void start(std::string_view element, const xmlChar**) override {
    current_ = properties_.contains(std::string(element)) ? "" : element;
    text_.clear();
  }
  void end(std::string_view element) override {
    const std::string value = ingest::clean_line(text_);
    if (element == current_ && !value.empty()) properties_[current_] = value;
    current_.clear();
  }
  void text(std::string_view text) override {
    if (!current_.empty()) text_ += text;
  }
  std::map<std::string, std::string> finish() { return std::move(properties_); }

 private:
  std::map<std::string, std::string> properties_;
  std::string current_;
  std::string text_;
};

class AttributeEvents : public Events {
 public:
  explicit AttributeEvents(std::string_view element) : element_(element) {}
  void start(std::string_view element, const xmlChar** attributes) override {
    if (element != element_) return;
    auto& row = rows_.emplace_back();
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      row.emplace(local_name(attributes[0]), reinterpret_cast<const char*>(attributes[1]));
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  std::vector<std::map<std::string, std::string>> finish() { return std::move(rows_); }

 private:
  std::string_view element_;
  std::vector<std::map<std::string, std::string>> rows_;
};

}  // namespace

std::vector<Paragraph> read_paragraphs(std::string_view bytes, Markup markup) {
  ParagraphEvents paragraphs(markup);
  markup == Markup::html ? parse_html(bytes, paragraphs) : parse_xml(bytes, paragraphs);
  return paragraphs.finish();
}

std::map<std::string, std::string> read_properties(std::string_view xml) {
  PropertyEvents properties;
  parse_xml(xml, properties);
  return properties.finish();
}

std::vector<std::map<std::string, std::string>> read_attributes(std::string_view xml,
                                                                std::string_view element) {
  AttributeEvents attributes(element);
  parse_xml(xml, attributes);
  return attributes.finish();
}

}  // namespace fihris::extract
