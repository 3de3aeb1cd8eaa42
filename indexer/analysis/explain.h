// What a word is indexed and searched as, and why: for `fihris-indexer analyze` and explain=1.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/tokenizer.h"

namespace fihris::analysis {

struct ExplainedStem {
  std::string stem;
  std::string rule;  // rule_of(): "وال- -ات lexicon"
};

// All in UTF-8.
struct ExplainedWord {
  std::string written;  // as it stands in the text
  std::string exact;    // what the exact mode compares: without marks, tatweel and shapes
  std::string folded;
  bool stop = false;
  std::vector<ExplainedStem> stems;  // best first
};

// `token` is of the tokenizer of `text`. Thread-safe.
//   explain_word(token, "والحكومة")  -> والحكومة, والحكومة, والحكومه, {"حكومه", "وال- lexicon"}
ExplainedWord explain_word(const Token& token, std::string_view text);

}  // namespace fihris::analysis
