// The analyzer: text -> tokens -> words -> terms. One chain for indexing, queries, snippets and
// suggestions.
//
//   text --Tokenizer--> written forms with byte offsets      no marks, tatweel, shapes; Latin in
//   lower case
//        --stop words--> on the unfolded form                على is one, علي is a name
//        --stem()------> fold, then strip known affixes      one to four terms a word
//
//   Analyzer analyzer;
//   for (const TokenAt& t : analyzer.analyze("ولحكومته الجديدة"))
//     analyzer.vocabulary().word(t.word) ...                 // terms حكومه, جديد
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/vocabulary.h"

namespace fihris::analysis {

// Names the analyzer in the index metadata. An index made by another one is refused, so it ends in
// a checksum of all data that decides terms.
std::string analyzer_name();

struct TokenAt {
  std::uint32_t begin;  // byte offsets in the text
  std::uint32_t end;
  WordId word;
};

// Not thread-safe; one for each thread. Its vocabulary grows with the words it meets.
class Analyzer {
 public:
  // The tokens of `text`, in order; valid until the next call.
  std::span<const TokenAt> analyze(std::string_view text);

  const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  Vocabulary vocabulary_;
  std::vector<TokenAt> tokens_;
};

}  // namespace fihris::analysis
