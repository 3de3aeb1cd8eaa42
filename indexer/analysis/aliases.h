// Spellings of one thing: أمريكا / أميركا, يناير / جانفي / كانون الثاني, DeepSeek / ديب سيك /
// ديبسيك. Data: data/aliases.tsv (regional spellings) and data/names.tsv (names across scripts).
// Applied to queries, so that a longer list needs no new index.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fihris::analysis {

// One form: its words, as the tokenizer writes them.
using AliasForm = std::vector<std::string>;

inline constexpr size_t kMaxAliasWords = 5;

// The other forms of what the words (written forms) spell; empty if they are no known form. Clitics
// on the first word and folding are seen through. Thread-safe.
std::vector<AliasForm> other_forms(std::span<const std::string_view> words);

}  // namespace fihris::analysis
