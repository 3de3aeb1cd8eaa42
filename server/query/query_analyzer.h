// Parsed pieces -> words with the terms that they may be indexed under, and their known variants.
#pragma once

#include <string>
#include <vector>

#include "indexer/analysis/aliases.h"
#include "server/query/query.h"

namespace fihris::query {

struct AnalyzeOptions {
  bool exact = false;    // letters as spelled, no stemming, no variants
  bool variants = true;  // other spellings and scripts of names: see analysis/aliases.h
  const analysis::AliasList* aliases = nullptr;  // of the user, beside those of the program
};

// Splits each piece into words as the tokenizer does (R1 is a phrase of r and 1; د.محمد two words),
// analyzes them, leaves out function words where content words remain, and adds variants.
// Thread-safe.
Node analyze_query(const Node& parsed, const AnalyzeOptions& options);

// The words at the top of a parsed query as they were typed, function words too, in their written
// form; "" between words that do not follow each other (an operator or a bracket stands there).
// Thread-safe.
std::vector<std::string> typed_words(const Node& parsed);

}  // namespace fihris::query
