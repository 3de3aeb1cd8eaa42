#include "indexer/ingest/html/page_parts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <unordered_set>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/data.h"

namespace fihris::ingest {
namespace {

using Names = std::unordered_set<std::string_view>;

const Names& block_names() {
  static const Names names{
      "address", "article", "aside",   "blockquote", "body",  "br",       "center",     "dd",
      "details", "dialog",  "div",     "dl",         "dt",    "fieldset", "figcaption", "figure",
      "footer",  "form",    "h1",      "h2",         "h3",    "h4",       "h5",         "h6",
      "header",  "hr",      "html",    "li",         "main",  "nav",      "ol",         "option",
      "p",       "pre",     "section", "summary",    "table", "tbody",    "td",         "tfoot",
      "th",      "thead",   "title",   "tr",         "ul"};
  return names;
}

bool is_never_text(std::string_view name) {
  static const Names names{"script", "style",  "noscript", "nav",      "aside",      "footer",
                           "button", "select", "input",    "textarea", "iframe",     "object",
                           "embed",  "svg",    "math",     "template", "dialog",     "menu",
                           "audio",  "video",  "canvas",   "head",     "figcaption", "label",
                           "applet", "map",    "datalist"};
  return names.contains(name);
}

bool is_furniture_role(std::string_view role) {
  static const Names names{"navigation", "complementary", "banner", "contentinfo", "search",
                           "dialog",     "alertdialog",   "alert",  "toolbar",     "menu",
                           "menubar",    "form",          "tablist"};
  return names.contains(role);
}

bool is_hidden(const MarkupNode& node) {
  for (const auto& [name, value] : node.attributes) {
    if (name == "hidden" || (name == "aria-hidden" && value == "true")) return true;
    if (name != "style") continue;
    std::string style = value;
    std::erase(style, ' ');
    if (style.find("display:none") != std::string::npos) return true;
  }
  return false;
}

const Names& part_names() {
  static const Names names = [] {
    Names found;
    std::string_view rest = kPageBlocks;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = trim(rest.substr(0, end));
      if (!line.empty() && !line.starts_with('#')) found.insert(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return found;
  }();
  return names;
}

// "relatedPosts-list" -> related, posts, list
std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  bool goes_on = false;
  bool was_lower = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalpha(byte) == 0) {
      goes_on = false;
      continue;
    }
    const bool is_upper = std::isupper(byte) != 0;
    if (!goes_on || (is_upper && was_lower)) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(byte));
    goes_on = true;
    was_lower = !is_upper;
  }
  return words;
}

bool has_furniture_name(const MarkupNode& node) {
  const Names& names = part_names();
  for (const std::string_view attribute : {"class", "id"}) {
    const std::vector<std::string> words = words_of_name(node.attribute(attribute));
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (names.contains(words[i])) return true;
      if (i > 0 && names.contains(words[i - 1] + "-" + words[i])) return true;
    }
  }
  return false;
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] > '0' && name[1] < '7';
}

std::size_t text_size(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) > ' '; }));
}

// Fills PageParts from below.
class PartFinder {
 public:
  explicit PartFinder(const MarkupTree& page) : page_(page) {
    const std::size_t size = page.size();
    parts_ = {std::vector<bool>(size), std::vector<std::size_t>(size),
              std::vector<std::size_t>(size), std::vector<std::size_t>(size)};
  }

  PageParts find() {
    drop([&](std::size_t i) { return is_never_text(page_[i].name) || is_hidden(page_[i]); });
    count();
    const std::size_t all = parts_.prose[0];
    // A site may wrap its whole page into one form.
    drop([&](std::size_t i) {
      constexpr std::size_t kShortestArticle = 500;  // bytes
      return page_[i].name == "form" &&
             (parts_.prose[i] < kShortestArticle || parts_.prose[i] * 2 < all);
    });
    drop([&](std::size_t i) {
      const bool is_named =
          is_furniture_role(page_[i].attribute("role")) || has_furniture_name(page_[i]);
      return is_named && !is_article(i) && parts_.prose[i] * 10 <= all * 4;
    });
    count();
    drop([&](std::size_t i) { return is_link_list(i); });
    count();
    drop([&](std::size_t i) { return is_lone_heading(i); });
    count();
    return std::move(parts_);
  }

 private:
  template <typename Condition>
  void drop(const Condition& is_furniture) {
    for (std::size_t i = 1; i < page_.size(); ++i) {
      if (parts_.dropped[i] || page_[i].name.empty() || !is_furniture(i)) continue;
      std::fill(parts_.dropped.begin() + static_cast<std::ptrdiff_t>(i),
                parts_.dropped.begin() + static_cast<std::ptrdiff_t>(page_[i].end), true);
      i = page_[i].end - 1;
    }
  }

  bool is_article(std::size_t i) const {
    return page_[i].name == "article" || page_[i].name == "main" || page_[i].name == "body";
  }

  // Children stand behind their parents, so one way back sums all up.
  void count() {
    for (auto* const sums : {&parts_.letters, &parts_.linked, &parts_.prose}) {
      std::ranges::fill(*sums, 0);
    }
    for (std::size_t i = page_.size() - 1; i > 0; --i) {
      if (parts_.dropped[i]) continue;
      const MarkupNode& node = page_[i];
      if (node.name.empty()) parts_.letters[i] = text_size(node.text);
      if (node.name == "a") parts_.linked[i] = parts_.letters[i];
      if (is_paragraph(i)) parts_.prose[i] = std::max(parts_.prose[i], parts_.letters[i]);
      parts_.letters[node.parent] += parts_.letters[i];
      parts_.linked[node.parent] += parts_.linked[i];
      parts_.prose[node.parent] += parts_.prose[i];
    }
  }

  // A block that is text by itself and not mainly links.
  bool is_paragraph(std::size_t i) const {
    constexpr std::size_t kShortest = 50;  // bytes: some five words
    if (parts_.letters[i] < kShortest || parts_.linked[i] * 2 > parts_.letters[i]) return false;
    const std::string_view name = page_[i].name;
    if (name == "p" || name == "blockquote" || name == "pre" || name == "li" || name == "td") {
      return true;
    }
    return is_block(name) && !name.starts_with('h') && has_own_text(i);
  }

  // Of texts that are its children, or inside inline elements that are: enough for a sentence.
  bool has_own_text(std::size_t i) const {
    constexpr std::size_t kSentence = 80;  // bytes
    std::size_t own = 0;
    for (std::size_t child = i + 1; child < page_[i].end; child = page_[child].end) {
      const std::string_view name = page_[child].name;
      if (!parts_.dropped[child] && name != "a" && (name.empty() || !is_block(name))) {
        own += parts_.letters[child];
      }
    }
    return own >= kSentence;
  }

  // Two links or more, and little else.
  bool is_link_list(std::size_t i) const {
    if (!is_block(page_[i].name) || is_article(i) || parts_.linked[i] == 0) return false;
    const std::size_t links = static_cast<std::size_t>(
        std::count_if(&page_[i], &page_[0] + page_[i].end,
                      [](const MarkupNode& node) { return node.name == "a"; }));
    const bool is_paragraph = page_[i].name == "p" && links < 2;
    if (is_paragraph || parts_.prose[i] > parts_.linked[i]) return false;
    return parts_.linked[i] * 10 >= parts_.letters[i] * (links >= 2 ? 6 : 9);
  }

  // The heading of a part from which all else was dropped.
  bool is_lone_heading(std::size_t i) const {
    const std::size_t parent = page_[i].parent;
    return is_heading(page_[i].name) && parts_.letters[i] > 0 &&
           parts_.letters[i] == parts_.letters[parent] && has_dropped_child(parent);
  }

  bool has_dropped_child(std::size_t parent) const {
    for (std::size_t i = parent + 1; i < page_[parent].end; i = page_[i].end) {
      const bool has_text = !page_[i].name.empty() && page_[i].end > i + 1;
      if (parts_.dropped[i] && has_text && page_[i].name != "script") return true;
    }
    return false;
  }

  const MarkupTree& page_;
  PageParts parts_;
};

// «<h2><a href="...">», to another page.
bool has_linked_heading(const MarkupTree& page, std::size_t part) {
  std::size_t heading_end = 0;
  for (std::size_t i = part; i < page[part].end; ++i) {
    if (is_heading(page[i].name)) heading_end = page[i].end;
    const bool is_link = page[i].name == "a" && !page[i].attribute("href").empty() &&
                         !page[i].attribute("href").starts_with('#');
    if (is_link && i < heading_end) return true;
  }
  return false;
}

// No paragraph is long enough to be surely prose: whether there is one at all.
bool has_short_text(const MarkupTree& page, const PageParts& parts) {
  for (std::size_t i = 1; i < page.size(); ++i) {
    if (page[i].name == "p" && parts.letters[i] > 2 * parts.linked[i]) return true;
  }
  return false;
}

// A list of teasers: several parts with prose, each with a heading that is a link.
bool is_index(const MarkupTree& page, const PageParts& parts, std::size_t part) {
  constexpr std::size_t kFewest = 3;
  std::size_t teasers = 0;
  std::size_t others = 0;
  for (std::size_t i = part + 1; i < page[part].end; i = page[i].end) {
    if (parts.prose[i] == 0) continue;
    const bool has_link = has_linked_heading(page, i);
    teasers += has_link ? 1 : 0;
    others += has_link ? 0 : 1;
  }
  return teasers >= kFewest && teasers > others;
}

}  // namespace

bool is_block(std::string_view name) { return block_names().contains(name); }

PageParts find_parts(const MarkupTree& page) { return PartFinder(page).find(); }

std::size_t find_main_part(const MarkupTree& page, const PageParts& parts) {
  constexpr std::size_t kMost = 75;  // percent
  std::size_t part = 0;
  if (parts.prose[0] == 0) return has_short_text(page, parts) ? 0 : page.size();
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (std::size_t i = part + 1; i < page[part].end; i = page[i].end) {
      const std::string_view name = page[i].name;
      const bool holds_blocks = is_block(name) && name != "p";
      if (!(holds_blocks || name == "span" || name == "font") ||
          parts.prose[i] * 100 < parts.prose[part] * kMost) {
        continue;
      }
      // A part with nothing but one paragraph has siblings that belong to the article.
      const bool is_leaf = std::none_of(&page[i] + 1, &page[0] + page[i].end,
                                        [](const MarkupNode& n) { return is_block(n.name); });
      if (is_leaf) break;
      part = i;
      deeper = true;
      break;
    }
  }
  return is_index(page, parts, part) ? page.size() : part;
}

}  // namespace fihris::ingest
