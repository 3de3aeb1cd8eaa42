#include "indexer/ingest/html/line_boxes.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace fihris::ingest {
namespace {

// Elements that are no sign of another hand, wherever they stand.
bool is_of_articles(std::string_view name) {
  static const std::unordered_set<std::string_view> names{
      "h1",    "h2",    "h3",    "h4",      "h5",    "h6",         "ul",    "ol",
      "li",    "dl",    "dt",    "dd",      "table", "tr",         "td",    "th",
      "tbody", "thead", "tfoot", "caption", "pre",   "blockquote", "figure"};
  return names.contains(name);
}

class BoxFinder {
 public:
  BoxFinder(const MarkupTree& page, std::size_t part) : page_(page), part_(part) {}

  std::vector<std::uint32_t> find(const std::vector<LineBlock>& lines) {
    mark_own(lines);
    std::vector<std::uint32_t> boxes;
    boxes.reserve(lines.size());
    for (const LineBlock& line : lines) boxes.push_back(box_of(line.node));
    return boxes;
  }

 private:
  // "div.note/p": names and classes from the part down to the node. Numbers in classes do not
  // count: "paragraph-1".
  std::string kind_of(std::size_t node) const {
    std::string kind;
    for (; node > part_; node = page_[node].parent) {
      kind += '/';
      kind += page_[node].name;
      kind += '.';
      for (const char c : page_[node].attribute("class")) {
        if (std::isdigit(static_cast<unsigned char>(c)) == 0) kind += c;
      }
    }
    return kind;
  }

  // Finds the kind of the article's paragraphs and all that stands around them.
  void mark_own(const std::vector<LineBlock>& lines) {
    std::unordered_map<std::string, std::size_t> bytes;
    for (const LineBlock& line : lines) {
      std::size_t& sum = bytes[kind_of(line.node)];
      sum += line.bytes;
      most_ = std::max(most_, sum);
    }
    for (const LineBlock& line : lines) {
      if (bytes[kind_of(line.node)] < most_) continue;
      for (std::size_t node = line.node; node > part_; node = page_[node].parent) {
        if (!own_.insert(node).second) break;
      }
    }
    own_.insert(part_);
  }

  // The smallest element with a name, in the largest one without any text of the article.
  std::uint32_t box_of(std::size_t node) {
    if (own_.contains(node)) return 0;
    std::size_t named = 0;
    for (; true; node = page_[node].parent) {
      if (named == 0 && has_name(node) && !is_of_articles(page_[node].name)) named = node;
      if (own_.contains(page_[node].parent)) break;
    }
    if (named == 0 || is_of_articles(page_[node].name)) return 0;
    return numbers_.try_emplace(kind_of(named), numbers_.size() + 1).first->second;
  }

  // An editor may well make a <div> of a paragraph, but seldom with a name.
  bool has_name(std::size_t node) const {
    const std::string_view name = page_[node].name;
    return !page_[node].attribute("class").empty() || !page_[node].attribute("id").empty() ||
           name == "aside" || name == "section" || name == "footer";
  }

  const MarkupTree& page_;
  std::size_t part_;
  std::size_t most_ = 0;
  std::unordered_set<std::size_t> own_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace

std::vector<std::uint32_t> find_boxes(const MarkupTree& page, std::size_t part,
                                      const std::vector<LineBlock>& lines) {
  return BoxFinder(page, part).find(lines);
}

}  // namespace fihris::ingest
