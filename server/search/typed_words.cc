#include "server/search/typed_words.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/stopwords.h"
#include "indexer/analysis/tokenizer.h"
#include "server/query/word_memo.h"

namespace fihris::search {
namespace {

constexpr std::array<std::string_view, 3> kOperators{"AND", "OR", "NOT"};
constexpr std::string_view kSpaces = " \t\n\r\v\f";
constexpr std::string_view kPatterns = "*?~";

bool is_space(char c) { return kSpaces.find(c) != std::string_view::npos; }

// What stands before a word between spaces, brackets and quotes: -, +, =.
std::string_view signs_before(std::string_view q, std::size_t begin) {
  std::size_t first = begin;
  while (first > 0 && std::string_view("-+=").find(q[first - 1]) != std::string_view::npos) --first;
  const bool at_start = first == 0 || is_space(q[first - 1]) || q[first - 1] == '(';
  return at_start ? q.substr(first, begin - first) : "";
}

bool follows_not(std::string_view q, std::size_t begin) {
  constexpr std::string_view kNot = "NOT";
  std::string_view before = q.substr(0, begin);
  while (!before.empty() && is_space(before.back())) before.remove_suffix(1);
  if (before.size() == begin || !before.ends_with(kNot)) return false;
  before.remove_suffix(kNot.size());
  return before.empty() || is_space(before.back()) || before.back() == '(';
}

bool is_field_name(std::string_view q, std::size_t end) {
  return end + 1 < q.size() && q[end] == ':' && !is_space(q[end + 1]);
}

}  // namespace

std::vector<TypedWord> typed_words(std::string_view q) {
  std::vector<TypedWord> words;
  analysis::Tokenizer tokenizer(q);
  for (analysis::Token token; tokenizer.next(token);) {
    const std::string_view typed = q.substr(token.begin, token.end - token.begin);
    const std::string_view signs = signs_before(q, token.begin);
    if (std::ranges::find(kOperators, typed) != kOperators.end() ||
        signs.find('-') != std::string_view::npos || follows_not(q, token.begin) ||
        is_field_name(q, token.end) || (!words.empty() && words.back().end > token.begin)) {
      continue;
    }
    TypedWord word{.begin = token.begin,
                   .end = token.end,
                   .written = std::string(token.written),
                   .kind = token.kind};
    word.stop = !analysis::find_stop_word(token.written).empty();
    const bool pattern =
        (token.end < q.size() && kPatterns.find(q[token.end]) != std::string_view::npos) ||
        (token.begin > 0 && kPatterns.find(q[token.begin - 1]) != std::string_view::npos);
    word.replaceable = token.kind != analysis::CharClass::digit && !pattern &&
                       signs.find('=') == std::string_view::npos;
    words.push_back(std::move(word));
  }
  return words;
}

std::vector<std::uint64_t> articles_of_terms(const Scoring& scoring, const TypedWord& word,
                                             bool exact) {
  if (exact) return {scoring.word_articles(word.written)};
  std::vector<std::uint64_t> articles;
  for (const analysis::Stem& stem : query::analyze_query_word(word.kind, word.written)->stems) {
    articles.push_back(scoring.term_articles(stem.term));
  }
  if (articles.empty()) articles.push_back(0);
  return articles;
}

std::string with_replaced(std::string_view q, std::size_t begin, std::size_t end,
                          std::string_view text) {
  return std::string(q.substr(0, begin)).append(text).append(q.substr(end));
}

std::string without_word(std::string_view q, const TypedWord& word) {
  std::string_view before = q.substr(0, word.begin);
  std::string_view after = q.substr(word.end);
  while (!before.empty() && is_space(before.back())) before.remove_suffix(1);
  while (!after.empty() && is_space(after.front())) after.remove_prefix(1);
  const bool gap = !before.empty() && !after.empty();
  return std::string(before).append(gap ? " " : "").append(after);
}

}  // namespace fihris::search
