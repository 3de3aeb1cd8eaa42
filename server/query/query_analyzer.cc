#include "server/query/query_analyzer.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/aliases.h"
#include "indexer/analysis/harakat.h"
#include "indexer/analysis/tokenizer.h"
#include "server/query/name_variants.h"
#include "server/query/nodes.h"
#include "server/query/piece_words.h"
#include "server/query/query_parser.h"

namespace fihris::query {
namespace {

// In how many letters a fuzzy word may differ, by the letters of its stem; shorter ones in none.
struct Edits {
  size_t letters;
  unsigned usual;
  unsigned most;
};
constexpr std::array<Edits, 3> kEdits{{{6, 2, 2}, {4, 1, 2}, {3, 1, 1}}};

// A function word that may be left out: an operator on a word says that it is meant.
bool is_idle(const Node& node) {
  return node.kind == NodeKind::word && node.stop && !node.exact && !node.required &&
         node.field != Field::source;
}

// Whether there is a word to look for when those are left out.
bool has_content(const Node& node) {
  if (node.kind == NodeKind::all || node.kind == NodeKind::any) {
    return std::ranges::any_of(node.children, has_content);
  }
  return !is_idle(node) && node.kind != NodeKind::date && node.kind != NodeKind::exclude;
}

void drop_stop_words(Node& node) {
  if (node.kind != NodeKind::all && node.kind != NodeKind::any) return;
  std::erase_if(node.children, is_idle);
  for (Node& child : node.children) drop_stop_words(child);
  std::erase_if(node.children, [](const Node& child) {
    return (child.kind == NodeKind::all || child.kind == NodeKind::any) && child.children.empty();
  });
}

class QueryAnalyzer {
 public:
  explicit QueryAnalyzer(const AnalyzeOptions& options) : options_(options) {}

  Node analyze(const Node& node) {
    switch (node.kind) {
      case NodeKind::word:
      case NodeKind::fuzzy:
        return leaf(node, parts(node));
      case NodeKind::phrase:
        return leaf(node, words(node));
      case NodeKind::date:
        return node;
      default:
        return group_of(node);
    }
  }

 private:
  Node group_of(const Node& node) {
    Node out{.kind = node.kind};
    out.required = node.required;
    out.weight = node.weight;
    for (const Node& child : node.children) {
      Node analyzed = analyze(child);
      const bool empty = analyzed.kind == NodeKind::all && analyzed.children.empty();
      if (empty) continue;
      if (analyzed.kind == NodeKind::all && out.kind == NodeKind::all) {
        for (Node& grandchild : analyzed.children) {
          grandchild.weight *= analyzed.weight;
          if (analyzed.required) grandchild.required = grandchild.kind != NodeKind::exclude;
          out.children.push_back(std::move(grandchild));
        }
      } else {
        out.children.push_back(std::move(analyzed));
      }
    }
    if (out.kind == NodeKind::exclude && out.children.empty()) return {};
    if (out.kind != NodeKind::exclude && options_.variants && !options_.exact) {
      // Words with OR between them are no name of several words.
      add_name_variants(out.children, options_.aliases,
                        out.kind == NodeKind::all ? analysis::kMaxAliasWords : 1);
    }
    return out;
  }

  // What the operators around a piece mean for its words.
  static Node leaf(const Node& typed, Node analyzed) {
    analyzed.weight *= typed.weight;
    analyzed.required = typed.required;
    set_field(analyzed, typed.field);
    if (analyzed.kind == NodeKind::phrase && typed.kind == NodeKind::phrase) {
      analyzed.distance = typed.distance;
    }
    return analyzed;
  }

  // A piece between spaces: one word or several. Words that touch (R1, 5G) must touch in the text
  // too.
  Node parts(const Node& typed) {
    std::vector<Node> parts;
    std::vector<Node> touching;
    const auto close = [&] {
      if (touching.empty()) return;
      parts.push_back(group(NodeKind::phrase, std::move(touching)));
      touching.clear();
    };
    size_t last_end = 0;
    for (const PieceWord& word : read_words(typed.text, kMaxWords - words_)) {
      if (word.begin != last_end) close();
      last_end = word.end;
      touching.push_back(node_of(word, typed));
    }
    close();
    return group(NodeKind::all, std::move(parts));
  }

  Node words(const Node& typed) {
    std::vector<Node> words;
    for (const PieceWord& word : read_words(typed.text, kMaxWords - words_)) {
      words.push_back(node_of(word, typed));
    }
    if (words.empty()) return {};
    return group(NodeKind::phrase, std::move(words));
  }

  Node node_of(const PieceWord& word, const Node& typed) {
    ++words_;
    if (!word.pattern.empty()) {
      Node node{.kind = NodeKind::wildcard};
      node.text = word.written;
      node.pattern = word.pattern;
      return node;
    }
    Node node = word_node(word.kind, word.written);
    node.exact = options_.exact || typed.exact;
    const std::string_view as_typed =
        std::string_view(typed.text).substr(word.begin, word.end - word.begin);
    if (word.kind == analysis::CharClass::latin) node.typed = as_typed;
    if (node.exact) {
      if (analysis::has_harakat(as_typed)) node.marked = as_typed;
    }
    if (typed.kind == NodeKind::fuzzy && !node.exact) make_fuzzy(node, typed.distance);
    return node;
  }

  static void make_fuzzy(Node& node, unsigned wanted) {
    const size_t letters = node.terms.front().term.size();
    const auto* row =
        std::ranges::find_if(kEdits, [&](const Edits& e) { return letters >= e.letters; });
    if (row == kEdits.end()) return;
    node.kind = NodeKind::fuzzy;
    node.stop = false;
    node.distance = wanted == 0 ? row->usual : std::min(wanted, row->most);
  }

  AnalyzeOptions options_;
  size_t words_ = 0;
};

}  // namespace

Node analyze_query(const Node& parsed, const AnalyzeOptions& options) {
  Node root = QueryAnalyzer(options).analyze(parsed);
  if (root.kind != NodeKind::all) {
    root = [&] {
      Node all{.kind = NodeKind::all};
      all.children.push_back(std::move(root));
      return all;
    }();
  }
  if (has_content(root)) drop_stop_words(root);
  return root;
}

std::vector<std::string> typed_words(const Node& parsed) {
  std::vector<std::string> words;
  for (const Node& child : parsed.children) {
    if (child.kind != NodeKind::word && child.kind != NodeKind::phrase) {
      words.emplace_back();
      continue;
    }
    analysis::Tokenizer tokenizer(child.text);
    for (analysis::Token token; tokenizer.next(token);) words.emplace_back(token.written);
  }
  return words;
}

}  // namespace fihris::query
