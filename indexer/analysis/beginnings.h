// Where a written word may be said to begin: at its first letter, and behind its clitics.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// The most letters of clitics before a word: those of «أفبال», as in أفبالحق.
inline constexpr std::size_t kMaxClitics = 5;

// Whether a letter may be one of a clitic before a word.
bool is_clitic_letter(char letter);

// Offsets in fold(written), the first of which is 0; before the article and behind it. `terms` are
// the word's own: where, behind clitics, a stem stands in the word, the word begins. Thread-safe.
//   beginnings("والاقتصادية", {اقتصاد}) -> 0, 1, 3
//   beginnings("ويكتبون", {كتب})        -> 0, 1
std::vector<std::size_t> beginnings(std::string_view written,
                                    std::span<const std::string_view> terms);

}  // namespace fihris::analysis
