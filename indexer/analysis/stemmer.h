// A written Arabic word -> the terms that it is indexed and searched under.
//
// Light stemming that knows words: an affix is stripped only where a word of the lexicon remains
// that takes that affix (data/affixes.tsv lists affixes and conditions). The reading that strips
// least wins: والدة, وزارة, لبنان are words and stay whole. Verb forms go to their past form (يعلن
// -> أعلن), nisba adjectives of places and of long nouns to the noun (فلسطيني -> فلسطين), broken
// plurals also to their singular (دول -> دول, دولة). Of a word that the lexicon lacks, both the
// whole and the stripped form are kept.
//
//   stem("والحكومة")  -> {"حكومه", "ال-"}
//   stem("دول")       -> {"دول", ""}, {"دوله", "broken plural"}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// The most terms that one word may have.
inline constexpr size_t kMaxStems = 4;

struct Stem {
  Letters term;
  std::string rule;  // how the written form came to the term, for people: "و+ال-, -ات/ة"
};

// `written` is a token's written form of Arabic letters. Never empty, best reading first, no term
// twice. Thread-safe.
std::vector<Stem> stem(std::string_view written);

// The folded word without the article, the lam and the particles before it; unchanged where a word
// of the lexicon would lose a letter of its own. A written form of another script as it is.
// Thread-safe.
//   to_utf8(without_proclitics("وبالتكلفة")) == "تكلفه"
Letters without_proclitics(std::string_view written);

// Whether the folded word is known: to the lexicon, the protected words or the name lists.
bool is_known_word(std::string_view letters);

}  // namespace fihris::analysis
