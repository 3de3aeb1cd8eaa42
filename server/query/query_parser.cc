#include "server/query/query_parser.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "indexer/analysis/fold_words.h"
#include "server/query/query_lexer.h"

namespace fihris::query {
namespace {

bool is_group(const Node& node) { return node.kind == NodeKind::all || node.kind == NodeKind::any; }

void require(Node& node) { node.required = node.kind != NodeKind::exclude; }

// Flattens: (all (all a b) c) is (all a b c).
void append(Node& parent, Node child) {
  if (is_group(child) && child.children.empty()) return;
  const bool same = child.kind == parent.kind && is_group(child) &&
                    !(child.kind == NodeKind::any && child.required);
  if (!same && (!is_group(child) || child.children.size() > 1)) {
    parent.children.push_back(std::move(child));
    return;
  }
  for (Node& grandchild : child.children) {
    grandchild.weight *= child.weight;
    if (child.required) require(grandchild);
    if (same) {
      parent.children.push_back(std::move(grandchild));
    } else {
      append(parent, std::move(grandchild));
    }
  }
}

// A part of a group, while it is not yet known whether an Arabic conjunction among its parts is an
// operator.
struct Item {
  enum class Kind : std::uint8_t {
    word,
    clear,
    either,
    negation
  };  // clear: quoted, in brackets...
  Kind kind = Kind::word;
  Node node;
};
using Items = std::vector<Item>;

Item::Kind kind_of_word(std::string_view text) {
  constexpr size_t kLongest = 24;  // bytes, with harakat
  if (text.size() > kLongest) return Item::Kind::word;
  static const std::string either = analysis::fold_words("أو");
  static const std::string negation = analysis::fold_words("ليس");
  const std::string folded = analysis::fold_words(text);
  if (folded == either) return Item::Kind::either;
  if (folded == negation) return Item::Kind::negation;
  return Item::Kind::word;
}

bool is_operand(const Item& item) {
  return item.kind == Item::Kind::word || item.kind == Item::Kind::clear;
}

// «a أو b أو c» and nothing else.
bool alternates(const Items& items) {
  if (items.size() < 3 || items.size() % 2 == 0) return false;
  for (size_t i = 0; i < items.size(); ++i) {
    const bool fits = i % 2 == 1 ? items[i].kind == Item::Kind::either : is_operand(items[i]);
    if (!fits) return false;
  }
  return true;
}

// Whether أو or ليس at `i` is an operator by what stands beside it.
bool joins(const Items& items, size_t i) {
  if (i == 0 || i + 1 == items.size() || items[i + 1].kind != Item::Kind::clear) return false;
  if (items[i].kind == Item::Kind::negation) return is_operand(items[i - 1]);
  return items[i].kind == Item::Kind::either && items[i - 1].kind == Item::Kind::clear;
}

Node combine(Items items) {
  Node all{.kind = NodeKind::all};
  const bool every = alternates(items);
  for (size_t i = 0; i < items.size(); ++i) {
    Node node = std::move(items[i].node);
    if (!is_operand(items[i]) && joins(items, i)) {
      ++i;
      Node exclude{.kind = NodeKind::exclude};
      append(exclude, std::move(items[i].node));
      append(all, std::move(exclude));
      continue;
    }
    const auto is_or = [&](size_t k) {
      return k + 1 < items.size() && items[k].kind == Item::Kind::either &&
             (every || joins(items, k));
    };
    if (!is_or(i + 1)) {
      append(all, std::move(node));
      continue;
    }
    Node any{.kind = NodeKind::any};
    append(any, std::move(node));
    for (; is_or(i + 1); i += 2) append(any, std::move(items[i + 2].node));
    append(all, std::move(any));
  }
  return all;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) { advance(); }

  Node parse() {
    Node root{.kind = NodeKind::all};
    while (token_.kind != TokenKind::end) {
      Node part = parse_any(0);
      if (token_.kind == TokenKind::close) advance();  // one too many
      append(root, std::move(part));
    }
    return root;
  }

 private:
  void advance() { token_ = words_ > kMaxWords ? Token{} : lexer_.next(); }
  bool at_end_of_group() const {
    return token_.kind == TokenKind::end || token_.kind == TokenKind::close ||
           token_.kind == TokenKind::any;
  }

  Node parse_any(int depth) {
    Node any{.kind = NodeKind::any};
    append(any, parse_all(depth));
    while (token_.kind == TokenKind::any) {
      advance();
      append(any, parse_all(depth));
    }
    return any;
  }

  // What stands on either side of AND is required.
  Node parse_all(int depth) {
    Items items;
    bool required = false;
    while (!at_end_of_group()) {
      if (token_.kind == TokenKind::all) {
        required = !items.empty();
        if (required) require(items.back().node);
        advance();
        continue;
      }
      Item item = parse_item(depth);
      if (is_group(item.node) && item.node.children.empty()) continue;
      if (required) require(item.node);
      required = false;
      items.push_back(std::move(item));
    }
    return combine(std::move(items));
  }

  // + - = and fields, then what they are for.
  Item parse_item(int depth) {
    const Token token = token_;
    advance();
    if (depth >= kMaxDepth) return leaf_or_nothing(token);
    switch (token.kind) {
      case TokenKind::exclude: {
        if (at_end_of_group()) return {};
        Node exclude{.kind = NodeKind::exclude};
        append(exclude, parse_item(depth + 1).node);
        if (exclude.children.empty()) return {};
        return {Item::Kind::clear, std::move(exclude)};
      }
      case TokenKind::required: {
        if (at_end_of_group()) return {};
        Item item = parse_item(depth + 1);
        require(item.node);
        return {Item::Kind::clear, std::move(item.node)};
      }
      case TokenKind::exact: {
        const bool before = std::exchange(exact_, true);
        Item item = parse_item(depth + 1);
        exact_ = before;
        return {Item::Kind::clear, std::move(item.node)};
      }
      case TokenKind::field: {
        const Field before = std::exchange(field_, token.field);
        Item item = parse_item(depth + 1);
        field_ = before;
        return {Item::Kind::clear, std::move(item.node)};
      }
      case TokenKind::open:
        return {Item::Kind::clear, parse_group(depth)};
      default:
        return leaf_or_nothing(token);
    }
  }

  Item leaf_or_nothing(const Token& token) {
    switch (token.kind) {
      case TokenKind::quoted:
        return {Item::Kind::clear, leaf(NodeKind::phrase, token)};
      case TokenKind::date:
        return {Item::Kind::clear, date(token, token.days)};
      case TokenKind::word: {
        const Item::Kind kind = token.suffix.near ? Item::Kind::word : kind_of_word(token.text);
        return {kind, leaf(token.suffix.near ? NodeKind::fuzzy : NodeKind::word, token)};
      }
      default:
        return {};
    }
  }

  Node parse_group(int depth) {
    Node inner = parse_any(depth + 1);
    if (inner.children.size() == 1 && is_group(inner.children.front())) {
      inner = std::move(inner.children.front());
    }
    if (token_.kind != TokenKind::close) return inner;
    inner.weight *= token_.suffix.weight;
    advance();
    return inner;
  }

  Node leaf(NodeKind kind, const Token& token) {
    if (field_ == Field::date) {
      if (const auto days = analysis::parse_date_range(token.text)) return date(token, *days);
    }
    if (++words_ > kMaxWords) return {};
    Node node{.kind = kind};
    node.text = token.text;
    node.distance = token.suffix.distance;
    node.weight = token.suffix.weight;
    node.exact = exact_;
    node.field = field_ == Field::date ? Field::text : field_;
    return node;
  }

  Node date(const Token& token, const analysis::DayRange& days) {
    if (++words_ > kMaxWords) return {};
    Node node{.kind = NodeKind::date};
    node.text = token.text;
    node.days = days;
    node.field = Field::date;
    return node;
  }

  Lexer lexer_;
  Token token_;
  size_t words_ = 0;
  bool exact_ = false;
  Field field_ = Field::text;
};

}  // namespace

Node parse_query(std::string_view text) { return Parser(text).parse(); }

}  // namespace fihris::query
