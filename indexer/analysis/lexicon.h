// The lexicon: which words exist, and what may be attached to them.
//
// Source: Debian's hunspell-ar (Ayaspell, GPL/LGPL/MPL), compiled when Fihris is built:
// compile_lexicon.cc reads ar.dic and ar.aff, and lexicon_blob.S puts the table into the program,
// so that opening it costs nothing. Nouns carry what their affix classes allow, verb forms the past
// form that they belong to. Keys are folded (letters.h), so مدرسة is found under مدرسه.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "indexer/analysis/letters.h"

namespace fihris::analysis {

// Bits of LexiconEntry::flags.
enum LexiconFlag : std::uint16_t {
  kNoun = 1U << 0U,             // any word that is not a verb form
  kArticle = 1U << 1U,          // takes ال
  kFeminine = 1U << 2U,         // takes ة: adjectives, participles
  kDual = 1U << 3U,             // takes ان, ين
  kMasculinePlural = 1U << 4U,  // takes ون, ين
  kFemininePlural = 1U << 5U,   // takes ات
  kNisba = 1U << 6U,            // takes ي, ية
  kTehMarbuta = 1U << 7U,       // ends in ة
  kPast = 1U << 8U,             // past form of a verb
  kPresent = 1U << 9U,          // present form of a verb
  kFrequent = 1U << 10U,        // a noun that is common in newspapers (data/frequent.txt)
  kFrequentVerb = 1U << 11U,    // a form of a verb that is common there
  kFrequentPast = 1U << 12U,    // the past form of one
  kPlainAlef = 1U << 13U,       // spelled with an alef without hamza at its begin
};

// What takes endings of its own; broken plurals do not.
inline constexpr std::uint16_t kInflects =
    kFeminine | kDual | kMasculinePlural | kFemininePlural | kNisba | kTehMarbuta;

struct LexiconEntry {
  std::uint16_t flags = 0;  // 0: the word is not in the lexicon
  std::string_view lemmas;  // of a verb form: past forms, each behind a byte with its length

  bool is(std::uint16_t any_of) const { return (flags & any_of) != 0; }
  explicit operator bool() const { return flags != 0; }
};

// Looks up a folded word. Thread-safe.
LexiconEntry find_in_lexicon(std::string_view letters);

// A name for the compiled data, for the index metadata: changes when the lexicon does.
std::uint64_t lexicon_checksum();

}  // namespace fihris::analysis
