#include "server/query/query_parser.h"

#include <array>
#include <optional>
#include <utility>

namespace fihris::query {
namespace {

using std::literals::string_view_literals::operator""sv;

// Opening quotes and the marks that close them. A straight quote closes a curly one and the other
// way round: keyboards and phones mix them.
struct QuotePair {
  std::string_view open;
  std::array<std::string_view, 4> close;
};
constexpr std::array<QuotePair, 4> kQuotes{{{"\"", {"\"", "“", "”", "\""}},
                                            {"“", {"”", "“", "\"", "”"}},
                                            {"”", {"”", "“", "\"", "”"}},
                                            {"«", {"»", "»", "»", "»"}}}};

enum class TokenKind { word, quoted, open, close, any, exclude, all, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;
};

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}

  Token next() {
    skip_space();
    if (rest_.empty()) return {};
    if (rest_.front() == '(') return take(TokenKind::open, 1);
    if (rest_.front() == ')') return take(TokenKind::close, 1);
    if (rest_.front() == '|') return take(TokenKind::any, 1);
    if (const auto quoted = take_quoted()) return *quoted;
    if (rest_.front() == '-' && rest_.size() > 1 && !is_space(rest_[1])) {
      return take(TokenKind::exclude, 1);
    }
    if (rest_.front() == '+') return take(TokenKind::all, 1);
    return take_word();
  }

 private:
  Token take(TokenKind kind, size_t size) {
    const Token token{kind, rest_.substr(0, size)};
    rest_.remove_prefix(size);
    return token;
  }

  // A closing guillemet that closes nothing is no more than a space.
  void skip_space() {
    static constexpr std::string_view kClosing = "»";
    while (!rest_.empty()) {
      if (is_space(rest_.front())) {
        rest_.remove_prefix(1);
      } else if (rest_.starts_with(kClosing)) {
        rest_.remove_prefix(kClosing.size());
      } else {
        return;
      }
    }
  }

  std::optional<Token> take_quoted() {
    for (const QuotePair& pair : kQuotes) {
      if (!rest_.starts_with(pair.open)) continue;
      rest_.remove_prefix(pair.open.size());
      // Stops at the first closing mark, so that many opening ones cost no more than one.
      size_t end = 0;
      size_t close_size = 0;
      while (end < rest_.size() && (close_size = closed_at(pair, end)) == 0) ++end;
      const Token token{TokenKind::quoted, rest_.substr(0, end)};
      rest_.remove_prefix(end + close_size);
      return token;
    }
    return std::nullopt;
  }

  // The size of the mark that closes the quotation at `i`; 0 if none does.
  size_t closed_at(const QuotePair& pair, size_t i) const {
    for (const std::string_view close : pair.close) {
      if (rest_.substr(i).starts_with(close)) return close.size();
    }
    return 0;
  }

  Token take_word() {
    size_t end = 0;
    while (end < rest_.size() && !is_space(rest_[end]) &&
           "()|\""sv.find(rest_[end]) == std::string_view::npos && !quote_at(end)) {
      ++end;
    }
    const Token token = take(TokenKind::word, end);
    static constexpr std::array<std::pair<std::string_view, TokenKind>, 3> kOperators{
        {{"AND", TokenKind::all}, {"OR", TokenKind::any}, {"NOT", TokenKind::exclude}}};
    for (const auto& [name, kind] : kOperators) {
      if (token.text == name) return {kind, token.text};
    }
    return token;
  }

  // Any quotation mark ends a word: لـ«حماس» is two pieces.
  bool quote_at(size_t i) const {
    const std::string_view here = rest_.substr(i);
    for (const std::string_view quote : {"«"sv, "»"sv, "“"sv, "”"sv}) {
      if (here.starts_with(quote)) return true;
    }
    return false;
  }

  std::string_view rest_;
};

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
  void advance() { token_ = lexer_.next(); }

  // Flattens: (all (all a b) c) is (all a b c).
  static void append(Node& parent, Node child) {
    const bool is_group = child.kind == NodeKind::all || child.kind == NodeKind::any;
    if (is_group && child.children.empty()) return;
    if (child.kind == parent.kind && is_group) {
      for (Node& grandchild : child.children) parent.children.push_back(std::move(grandchild));
    } else if (is_group && child.children.size() == 1) {
      append(parent, std::move(child.children.front()));
    } else {
      parent.children.push_back(std::move(child));
    }
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

  Node parse_all(int depth) {
    Node all{.kind = NodeKind::all};
    while (token_.kind != TokenKind::end && token_.kind != TokenKind::close &&
           token_.kind != TokenKind::any) {
      append(all, parse_one(depth));
    }
    return all;
  }

  Node parse_one(int depth) {
    const Token token = token_;
    advance();
    switch (token.kind) {
      case TokenKind::exclude: {
        if (token_.kind == TokenKind::end || token_.kind == TokenKind::any ||
            token_.kind == TokenKind::close || depth >= kMaxDepth) {
          return {};
        }
        Node exclude{.kind = NodeKind::exclude};
        append(exclude, parse_one(depth + 1));
        return exclude.children.empty() ? Node{} : exclude;
      }
      case TokenKind::open:
        return parse_group(depth);
      case TokenKind::quoted:
        return leaf(NodeKind::phrase, token.text);
      case TokenKind::word:
        return leaf(NodeKind::word, token.text);
      default:
        return {};
    }
  }

  Node parse_group(int depth) {
    if (depth >= kMaxDepth) return {};
    Node inner = parse_any(depth + 1);
    if (token_.kind == TokenKind::close) advance();
    return inner;
  }

  Node leaf(NodeKind kind, std::string_view text) {
    if (++words_ > kMaxWords) return {};
    Node node{.kind = kind};
    node.text = text;
    return node;
  }

  Lexer lexer_;
  Token token_;
  size_t words_ = 0;
};

}  // namespace

Node parse_query(std::string_view text) { return Parser(text).parse(); }

std::string to_string(const Node& node) {
  static constexpr std::array<std::string_view, 6> kNames{"word", "phrase", "prefix",
                                                          "all",  "any",    "exclude"};
  if (node.kind == NodeKind::word) return (node.exact ? "=" : "") + node.text;
  std::string out = "(" + std::string(kNames.at(static_cast<size_t>(node.kind)));
  if (node.children.empty() && !node.text.empty()) out += " " + node.text;
  for (const Node& child : node.children) out += " " + to_string(child);
  return out + ")";
}

}  // namespace fihris::query
