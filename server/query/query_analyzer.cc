#include "server/query/query_analyzer.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "indexer/analysis/aliases.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/harakat.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/vocabulary.h"

namespace fihris::query {
namespace {

// What a match by another reading or spelling counts beside the word itself. Judged, to be tuned on
// the quality sets.
constexpr double kOtherReading = 0.8;
constexpr double kVariant = 0.8;

Node group(NodeKind kind, std::vector<Node> children) {
  if (children.size() == 1) return std::move(children.front());
  Node node{.kind = kind};
  node.children = std::move(children);
  return node;
}

Node word_node(analysis::CharClass kind, std::string_view written) {
  Node node{.kind = NodeKind::word};
  node.text = written;
  const analysis::WordAnalysis word = analysis::analyze_word(kind, written);
  node.stop = word.stop;
  for (const analysis::Stem& stem : word.stems) {
    node.terms.push_back({stem.term, node.terms.empty() ? 1 : kOtherReading});
  }
  return node;
}

// True if only function words are in the tree.
bool all_stop(const Node& node) {
  if (node.kind == NodeKind::word) return node.stop;
  if (node.kind == NodeKind::phrase || node.kind == NodeKind::prefix ||
      node.kind == NodeKind::exclude) {
    return false;
  }
  return std::ranges::all_of(node.children, all_stop);
}

void drop_stop_words(Node& node) {
  if (node.kind != NodeKind::all && node.kind != NodeKind::any) return;
  std::erase_if(node.children,
                [](const Node& child) { return child.kind == NodeKind::word && child.stop; });
  for (Node& child : node.children) drop_stop_words(child);
  std::erase_if(node.children, [](const Node& child) {
    return (child.kind == NodeKind::all || child.kind == NodeKind::any) && child.children.empty();
  });
}

class QueryAnalyzer {
 public:
  explicit QueryAnalyzer(const AnalyzeOptions& options) : options_(options) {}

  Node analyze(const Node& node) const {
    switch (node.kind) {
      case NodeKind::word:
        return piece(node.text);
      case NodeKind::phrase:
        return phrase(node.text);
      default:
        break;
    }
    Node out{.kind = node.kind};
    for (const Node& child : node.children) {
      Node analyzed = analyze(child);
      const bool empty = analyzed.kind == NodeKind::all && analyzed.children.empty();
      if (empty) continue;
      if (analyzed.kind == NodeKind::all && out.kind == NodeKind::all) {
        std::ranges::move(analyzed.children, std::back_inserter(out.children));
      } else {
        out.children.push_back(std::move(analyzed));
      }
    }
    if (out.kind == NodeKind::exclude && out.children.empty()) return {};
    if (out.kind == NodeKind::all && options_.variants && !options_.exact) {
      add_variants(out.children);
    }
    return out;
  }

 private:
  // A piece between spaces: one word or several. Words that touch (R1, 5G) must touch in the text
  // too.
  Node piece(std::string_view text) const {
    AnalyzeOptions options = options_;
    if (text.starts_with('=')) {
      options.exact = true;
      text.remove_prefix(1);
    }
    std::vector<Node> parts;
    std::vector<Node> touching;
    const auto close = [&] {
      if (touching.empty()) return;
      parts.push_back(group(NodeKind::phrase, std::move(touching)));
      touching.clear();
    };
    analysis::Tokenizer tokenizer(text);
    size_t last_end = 0;
    for (analysis::Token token; tokenizer.next(token);) {
      if (token.begin != last_end) close();
      last_end = token.end;
      const bool prefix = token.end < text.size() && text[token.end] == '*';
      touching.push_back(prefix ? prefix_node(token) : word(token, text, options));
    }
    close();
    Node all = group(NodeKind::all, std::move(parts));
    return all;
  }

  Node phrase(std::string_view text) const {
    AnalyzeOptions options = options_;
    std::vector<Node> words;
    analysis::Tokenizer tokenizer(text);
    for (analysis::Token token; tokenizer.next(token);) words.push_back(word(token, text, options));
    if (words.empty()) return {};
    return group(NodeKind::phrase, std::move(words));
  }

  static Node word(const analysis::Token& token, std::string_view text,
                   const AnalyzeOptions& options) {
    Node node = word_node(token.kind, token.written);
    node.exact = options.exact;
    if (options.exact) {
      const std::string_view typed = text.substr(token.begin, token.end - token.begin);
      if (analysis::has_harakat(typed)) node.marked = typed;
    }
    return node;
  }

  static Node prefix_node(const analysis::Token& token) {
    Node node{.kind = NodeKind::prefix};
    node.text = token.kind == analysis::CharClass::arabic ? analysis::fold(token.written)
                                                          : std::string(token.written);
    return node;
  }

  // Replaces runs of words that are one form of a known name by "any of its forms". Within a name
  // of several words, the words may be names too: مفارقة جيفونز.
  static void add_variants(std::vector<Node>& words, size_t longest = analysis::kMaxAliasWords) {
    std::vector<Node> out;
    for (size_t i = 0; i < words.size();) {
      const size_t used = take_variants(words, i, longest, out);
      if (used == 0) out.push_back(std::move(words[i]));
      i += std::max<size_t>(used, 1);
    }
    words = std::move(out);
  }

  static bool may_vary(const Node& node) { return node.kind == NodeKind::word && !node.exact; }

  static size_t take_variants(std::vector<Node>& words, size_t i, size_t longest,
                              std::vector<Node>& out) {
    for (size_t count = std::min(words.size() - i, longest); count > 0; --count) {
      std::vector<std::string_view> typed;
      for (size_t k = i; k < i + count && may_vary(words[k]); ++k) typed.push_back(words[k].text);
      // على alone is no spelling of علي; within a name (مزيج من الخبراء) function words are.
      if (typed.size() < count || words[i].stop) continue;
      const std::vector<analysis::AliasForm> forms = analysis::other_forms(typed);
      if (forms.empty()) continue;
      const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i);
      std::vector<Node> own(std::make_move_iterator(begin),
                            std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(count)));
      if (count > 1) add_variants(own, count - 1);
      Node any{.kind = NodeKind::any};
      any.variants = true;
      any.children.push_back(group(NodeKind::all, std::move(own)));
      for (const analysis::AliasForm& form : forms) any.children.push_back(variant(form));
      out.push_back(std::move(any));
      return count;
    }
    return 0;
  }

  static Node variant(const analysis::AliasForm& form) {
    std::vector<Node> words;
    for (const std::string& written : form) {
      const auto first = static_cast<unsigned char>(written.front());
      words.push_back(word_node(
          first < 0x80 ? analysis::CharClass::latin : analysis::CharClass::arabic, written));
    }
    Node node = group(NodeKind::phrase, std::move(words));
    node.weight = kVariant;
    return node;
  }

  AnalyzeOptions options_;
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
  if (!all_stop(root)) drop_stop_words(root);
  return root;
}

}  // namespace fihris::query
