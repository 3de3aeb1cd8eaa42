#include "indexer/ingest/formats/xml_reader.h"

#include <algorithm>
#include <array>
#include <string>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/formats/article_record.h"
#include "indexer/ingest/html/html_reader.h"
#include "indexer/ingest/html/page_lines.h"
#include "indexer/ingest/markup/markup_tree.h"

namespace fihris::ingest {
namespace {

// <?xml version="1.0" encoding="windows-1256"?>
std::string declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 200);
  const std::size_t key = head.find("encoding=");
  if (!head.starts_with("<?xml") || key == std::string_view::npos) return {};
  const std::string_view value = head.substr(key + 10);
  return std::string(value.substr(0, value.find_first_of("\"'?> ")));
}

std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') == std::string_view::npos ? 0 : name.rfind(':') + 1);
}

FieldName field_of(std::string_view name) {
  const FieldName whole = find_field(name);
  if (whole.field != nullptr) return whole;
  FieldName local = find_field(local_name(name));
  local.rank += 100;  // "media:title" is less sure than "title"
  return local;
}

class XmlReader {
 public:
  XmlReader(const MarkupTree& tree, Output& output) : tree_(tree), output_(output) {}

  // The outermost elements that are articles.
  void read() {
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].name.empty()) continue;
      if (is_feed(i)) {
        source_ = child_text(i, "title");
      } else if (read_article(i)) {
        i = tree_[i].end - 1;
      }
    }
    if (!found_) output_.skip("no article in this file");
    if (only_titles_) {
      output_.report().repairs.emplace_back("entries without a text: their titles are the text");
    }
  }

 private:
  bool is_feed(std::size_t i) const {
    const std::string_view name = tree_[i].name;
    return name == "channel" || name == "feed";
  }
  bool is_entry(std::size_t i) const {
    static constexpr std::array<std::string_view, 3> kEntries{"item", "entry", "url"};
    return std::ranges::find(kEntries, tree_[i].name) != kEntries.end();
  }

  std::string child_text(std::size_t parent, std::string_view name) const {
    for (std::size_t i = parent + 1; i < tree_[parent].end; i = tree_[i].end) {
      if (tree_[i].name == name) return clean_line(tree_.text(i));
    }
    return {};
  }

  bool read_article(std::size_t element) {
    ArticleRecord record;
    add_children(element, record);
    if (is_entry(element)) {
      // A sitemap has title and date one level deeper, in <news:news>.
      for (std::size_t i = element + 1; i < tree_[element].end; i = tree_[i].end) {
        if (tree_[i].name == "news:news") add_children(i, record);
      }
      if (!record.has(&Article::body) && record.has(&Article::title)) {
        record.add(FieldName{&Article::body, 1000}, record.get(&Article::title));
        only_titles_ = true;
      }
    }
    const bool is_article = record.has(&Article::body) &&
                            (record.has(&Article::title) || is_entry(element) || is_root(element));
    if (!is_article) return false;
    record.add(FieldName{&Article::source, 1000}, source_);
    Result<Article> article = record.finish(output_.report());
    if (!article) return false;
    output_.article(std::move(*article));
    found_ = true;
    return true;
  }

  bool is_root(std::size_t element) const { return tree_[element].parent == 0; }

  void add_children(std::size_t element, ArticleRecord& record) const {
    for (const auto& [name, value] : tree_[element].attributes) record.add(name, value);
    for (std::size_t i = element + 1; i < tree_[element].end; i = tree_[i].end) {
      if (tree_[i].name.empty()) continue;
      const FieldName field = field_of(tree_[i].name);
      if (field.field == &Article::url) {
        add_link(i, field, record);
      } else if (field.field != nullptr) {
        record.add(field, value_of(i, field));
      }
    }
  }

  // <link>https://...</link> of RSS, <link rel="alternate" href="..."/> of Atom
  void add_link(std::size_t i, const FieldName& field, ArticleRecord& record) const {
    const std::string_view relation = tree_[i].attribute("rel");
    if (!relation.empty() && relation != "alternate") return;
    const std::string_view address = tree_[i].attribute("href");
    record.add(field, address.empty() ? trim(tree_.text(i)) : address);
  }

  std::string value_of(std::size_t i, const FieldName& field) const {
    if (field.field == &Article::body) return render_node(tree_, i);
    const std::string name = child_text(i, "name");  // <author><name>...
    return name.empty() ? tree_.text(i) : name;
  }

  const MarkupTree& tree_;
  Output& output_;
  std::string source_;
  bool found_ = false;
  bool only_titles_ = false;
};

}  // namespace

void read_xml(std::string_view bytes, const Hint& hint, Output& output) {
  const std::string declared = hint.charset.empty() ? declared_encoding(bytes) : hint.charset;
  Result<DecodedText> decoded = decode_text(bytes, declared);
  if (!decoded) return output.problem(decoded.error().message);
  const Result<MarkupTree> tree = parse_xml(decoded->text);
  if (!tree) return output.problem(tree.error().message);
  if (tree->find("html") == 1) return read_html(bytes, hint, output);
  output.report().encoding = decoded->encoding;
  output.report().repairs = std::move(decoded->repairs);
  XmlReader(*tree, output).read();
}

}  // namespace fihris::ingest
