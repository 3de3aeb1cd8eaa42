#include "indexer/extract/markup_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/markup/markup_tree.h"

namespace fihris::extract {
namespace {

using ingest::MarkupTree;

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

std::string_view local_name(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

Result<MarkupTree> parse(std::string_view bytes, Markup markup, ingest::ReadReport& read) {
  Result<ingest::DecodedText> decoded = ingest::decode_text(bytes);
  if (!decoded) return tl::make_unexpected(decoded.error());
  read.add_encoding(decoded->encoding);
  for (const std::string& repair : decoded->repairs) read.add_repair(repair);
  return markup == Markup::html ? ingest::parse_html(decoded->text)
                                : ingest::parse_xml(decoded->text);
}

// Parts of a document that only describe it may be missing.
std::optional<MarkupTree> parse_description(std::string_view xml) {
  ingest::ReadReport ignored;
  Result<MarkupTree> tree = parse(xml, Markup::word, ignored);
  return tree ? std::optional(std::move(*tree)) : std::nullopt;
}

// Walks over a tree.
class ParagraphReader {
 public:
  explicit ParagraphReader(Markup markup) : markup_(markup), rules_(rules_of(markup)) {}

  std::vector<Paragraph> read(const MarkupTree& tree) {
    std::vector<std::size_t> open;
    for (std::size_t i = 1; i <= tree.size(); ++i) {
      for (; !open.empty() && tree[open.back()].end <= i; open.pop_back()) {
        end(local_name(tree[open.back()].name));
      }
      if (i == tree.size()) break;
      if (tree[i].name.empty()) {
        text(tree[i].text);
      } else {
        start(tree[i]);
        open.push_back(i);
      }
    }
    rows_ = 0;
    flush();
    return std::move(paragraphs_);
  }

 private:
  static constexpr char kCellEnd = '\x1F';  // no document can have it in its text

  void start(const ingest::MarkupNode& element) {
    const Act act = act_of(local_name(element.name));
    if (act == Act::skip) ++skipped_;
    if (skipped_ > 0) return;
    if (act == Act::text) ++text_depth_;
    if (act == Act::space || act == Act::line) line_ += ' ';
    if (act == Act::style) read_style(element);
    if (act == Act::row) flush();
    if (act == Act::row) ++rows_;
    if (act == Act::paragraph || act == Act::heading) {
      flush();
      heading_ = act == Act::heading;
    }
  }

  void end(std::string_view element) {
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

  void text(std::string_view text) {
    if (skipped_ == 0 && (markup_ != Markup::word || text_depth_ > 0)) line_ += text;
  }

  Act act_of(std::string_view element) const {
    const auto rule = std::ranges::find(rules_, element, &Rule::element);
    return rule == rules_.end() ? Act::none : rule->act;
  }

  // <w:pStyle w:val="Heading1"/>
  void read_style(const ingest::MarkupNode& element) {
    for (const auto& [name, style] : element.attributes) {
      if (local_name(name) == "val" &&
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

}  // namespace

Result<std::vector<Paragraph>> read_paragraphs(std::string_view bytes, Markup markup,
                                               ingest::ReadReport& read) {
  if (bytes.empty()) return std::vector<Paragraph>();
  const Result<MarkupTree> tree = parse(bytes, markup, read);
  if (!tree) return tl::make_unexpected(tree.error());
  return ParagraphReader(markup).read(*tree);
}

std::map<std::string, std::string> read_properties(std::string_view xml) {
  std::map<std::string, std::string> properties;
  const std::optional<MarkupTree> tree = parse_description(xml);
  for (std::size_t i = 1; tree && i < tree->size(); ++i) {
    const bool holds_elements = i + 2 < (*tree)[i].end;
    if ((*tree)[i].name.empty() || holds_elements) continue;
    std::string value = ingest::clean_line(tree->text(i));
    if (!value.empty()) properties.emplace(local_name((*tree)[i].name), std::move(value));
  }
  return properties;
}

std::vector<std::map<std::string, std::string>> read_attributes(std::string_view xml,
                                                                std::string_view element) {
  std::vector<std::map<std::string, std::string>> rows;
  const std::optional<MarkupTree> tree = parse_description(xml);
  for (std::size_t i = 1; tree && i < tree->size(); ++i) {
    if (local_name((*tree)[i].name) != element) continue;
    auto& row = rows.emplace_back();
    for (const auto& [name, value] : (*tree)[i].attributes) row.emplace(local_name(name), value);
  }
  return rows;
}

}  // namespace fihris::extract
