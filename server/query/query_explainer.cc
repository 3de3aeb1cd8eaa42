#include "server/query/query_explainer.h"

#include "server/query/piece_words.h"
#include "server/query/query_parser.h"

namespace fihris::query {
namespace {

constexpr const char* kAsSpelled = "as spelled";

class Explainer {
 public:
  explicit Explainer(bool exact) : exact_(exact) {}

  void add(const Node& node) {
    if (node.kind == NodeKind::date) return;
    if (node.kind == NodeKind::word || node.kind == NodeKind::phrase ||
        node.kind == NodeKind::fuzzy) {
      add_words(node);
    }
    for (const Node& child : node.children) add(child);
  }

  std::vector<analysis::ExplainedWord> take() { return std::move(words_); }

 private:
  void add_words(const Node& piece) {
    for (const PieceWord& word : read_words(piece.text, kMaxWords - words_.size())) {
      if (!word.pattern.empty()) continue;
      const analysis::Token token{.begin = static_cast<std::uint32_t>(word.begin),
                                  .end = static_cast<std::uint32_t>(word.end),
                                  .kind = word.kind,
                                  .written = word.written};
      analysis::ExplainedWord explained = analysis::explain_word(token, piece.text);
      if (exact_ || piece.exact) explained.stems = {{explained.exact, kAsSpelled}};
      words_.push_back(std::move(explained));
    }
  }

  bool exact_;
  std::vector<analysis::ExplainedWord> words_;
};

}  // namespace

std::vector<analysis::ExplainedWord> explain_query(std::string_view query, bool exact) {
  Explainer explainer(exact);
  explainer.add(parse_query(query));
  return explainer.take();
}

}  // namespace fihris::query
