// A written Arabic word -> the terms that it is indexed and searched under.
//
// Light stemming that knows words: an affix is stripped only where a word of the lexicon remains
// that takes that affix (data/affixes.tsv lists affixes and conditions). The reading that strips
// least wins: والدة, وزارة, لبنان are words and stay whole. Verb forms go to their past form (يعلن
// -> أعلن), nisba adjectives of places and of long nouns to the noun (فلسطيني -> فلسطين), broken
// plurals also to their singular (دول -> دول, دولة). Of a word that the lexicon lacks, both the
// whole and the stripped form are kept.
//
//   stem("والحكومة")  -> {"حكومه", "وال- lexicon"}
//   stem("دول")       -> {"دول", "lexicon"}, {"دوله", "broken plural"}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// The most terms that one word may have.
inline constexpr size_t kMaxStems = 4;

// Where a term comes from.
enum class StemSource : std::uint8_t {
  lexicon,         // a noun of hunspell-ar or of the name lists
  protected_word,  // data/protected.tsv
  broken_plural,   // the singular beside its plural: data/broken_plurals.tsv
  nisba,           // the place or noun of an adjective in ي: data/nisba.tsv, or by rule
  verb,            // the past form
  unknown,         // no list has the word
  as_written,      // not an Arabic word
  stop_word,       // data/stopwords.txt
};

struct Stem {
  Letters term;
  StemSource source = StemSource::lexicon;
  Affixation affixes{};
};

// How the written form came to the term, for people: "وال- -ات lexicon".
std::string rule_of(const Stem& stem);

// `written` is a token's written form of Arabic letters. Never empty, best reading first, no term
// twice. Thread-safe.
std::vector<Stem> stem(std::string_view written);

// The folded word without the article, the lam and the particles before it; unchanged where a word
// of the lexicon would lose a letter of its own. A quick guess: one look at each prefix. A written
// form of another script as it is. Thread-safe.
//   to_utf8(without_proclitics("وبالتكلفة")) == "تكلفه"
Letters without_proclitics(std::string_view written);

// Whether the written form is a word of the lexicon, of the protected words or of the name lists,
// or an inflected form of one. Thread-safe.
bool is_known_form(std::string_view written);

// Whether the folded word is known: to the lexicon, the protected words or the name lists.
bool is_known_word(std::string_view letters);

}  // namespace fihris::analysis
