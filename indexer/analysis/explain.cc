#include "indexer/analysis/explain.h"

#include "indexer/analysis/characters.h"
#include "indexer/analysis/vocabulary.h"

namespace fihris::analysis {

ExplainedWord explain_word(const Token& token, std::string_view text) {
  const WordAnalysis word = analyze_word(token.kind, token.written);
  ExplainedWord explained{.written = std::string(text.substr(token.begin, token.end - token.begin)),
                          .exact = std::string(token.written),
                          .folded = token.kind == CharClass::arabic ? to_utf8(fold(token.written))
                                                                    : std::string(token.written),
                          .stop = word.stop,
                          .stems = {}};
  for (const Stem& stem : word.stems) {
    explained.stems.push_back({to_utf8(stem.term), rule_of(stem)});
  }
  return explained;
}

}  // namespace fihris::analysis
