#include "indexer/analysis/analyzer.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>

#include "indexer/analysis/data.h"
#include "indexer/analysis/lexicon.h"

namespace fihris::analysis {
namespace {

// Bump when the code changes the terms of any word; data changes show in the checksum.
constexpr std::string_view kAnalyzerVersion = "arabic-light/5";

}  // namespace

std::string analyzer_name() {
  static const std::string name = [] {
    XXH64_hash_t sum = lexicon_checksum();
    for (const std::string_view table :
         {kFoldTable, kStopWords, kBrokenPlurals, kProtectedWords, kAffixes, kNisbaAdjectives,
          kNames, kAliases, kCompounds, kFiveNouns, kSkeletonTable}) {
      sum = XXH3_64bits_withSeed(table.data(), table.size(), sum);
    }
    return fmt::format("{}-{:08x}", kAnalyzerVersion, sum & 0xFFFFFFFFU);
  }();
  return name;
}

std::span<const TokenAt> Analyzer::analyze(std::string_view text) {
  tokens_.clear();
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    tokens_.push_back({token.begin, token.end, vocabulary_.add(token)});
  }
  return tokens_;
}

}  // namespace fihris::analysis
