#include "tests/fuzz/laws.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/harakat.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/utf8.h"
#include "indexer/analysis/vocabulary.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/formats/text_reader.h"
#include "server/query/query_analyzer.h"
#include "server/query/query_parser.h"

namespace fihris::test {
namespace {

using analysis::CharClass;
using analysis::Token;

constexpr std::size_t kXapianTermLimit = 245;

void require(bool holds, const char* law) {
  if (!holds) throw std::logic_error(law);
}

bool is_valid(std::string_view text) { return !ingest::find_invalid_utf8(text); }

// For each byte of the text and its end: whether a character (or an invalid byte) begins there.
std::vector<bool> borders_of(std::string_view text) {
  std::vector<bool> borders(text.size() + 1, false);
  for (std::size_t i = 0; i < text.size(); analysis::decode_utf8(text, i)) borders[i] = true;
  borders[text.size()] = true;
  return borders;
}

void check_word(CharClass kind, std::string_view written) {
  const analysis::WordAnalysis word = analysis::analyze_word(kind, written);
  require(!word.stems.empty() && word.stems.size() <= analysis::kMaxStems, "number of terms");
  std::set<std::string> terms;
  for (const analysis::Stem& stem : word.stems) {
    require(!stem.term.empty() && stem.term.size() <= kXapianTermLimit, "size of a term");
    require(terms.insert(stem.term).second, "a term stands twice");
  }
  const std::string folded = analysis::to_utf8(analysis::fold(written));
  require(analysis::to_utf8(analysis::fold(folded)) == folded, "folding twice changes a word");
}

void check_written_again(std::string_view written) {
  analysis::Tokenizer tokenizer(written);
  Token token;
  require(tokenizer.next(token), "a written form has no word");
  require(token.written == written, "a written form is written otherwise");
}

void check_node(const query::Node& node, int depth) {
  require(depth <= 3 * query::kMaxDepth, "depth of the tree");
  for (const query::TermChoice& choice : node.terms) {
    require(!choice.term.empty() && choice.term.size() <= kXapianTermLimit, "size of a query term");
    require(choice.weight > 0 && choice.weight <= 1, "weight of a query term");
  }
  for (const query::Node& child : node.children) check_node(child, depth + 1);
}

}  // namespace

void check_analysis(std::string_view bytes) {
  const std::vector<bool> borders = borders_of(bytes);
  analysis::Tokenizer tokenizer(bytes);
  Token last;
  for (Token token; tokenizer.next(token);) {
    require(token.begin < token.end && token.end <= bytes.size(), "an empty span");
    require(borders[token.begin] && borders[token.end], "a span cuts a character");
    const bool ligature = token.begin == last.begin && token.end == last.end;
    require(token.begin >= last.end || ligature, "spans go back");
    require(!token.written.empty() && is_valid(token.written), "a written form is no text");
    require(token.written.size() <= kXapianTermLimit, "size of a written form");
    const std::string written(token.written);
    check_word(token.kind, written);
    check_written_again(written);
    analysis::agrees_with_harakat(written, bytes.substr(token.begin, token.end - token.begin));
    last = {token.begin, token.end, token.kind, {}};
  }
}

void check_query(std::string_view bytes) {
  const query::Node parsed = query::parse_query(bytes);
  for (const bool exact : {false, true}) {
    const query::Node node = query::analyze_query(parsed, {.exact = exact, .variants = !exact});
    require(node.kind == query::NodeKind::all, "kind of the root");
    check_node(node, 0);
    to_string(node);
  }
}

void check_text_file(std::string_view bytes) {
  ingest::ReadReport report;
  const Result<ingest::Article> article = ingest::read_text_article(bytes, "", report);
  if (!article) {
    require(!article.error().message.empty(), "an error without a message");
    return;
  }
  require(is_valid(article->title) && is_valid(article->body), "an article is no text");
  require(!article->title.empty() || !article->body.empty(), "an article is empty");
}

}  // namespace fihris::test
