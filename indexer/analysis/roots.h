// The consonants that a word is built on, which a verb, its verbal noun and its participles share:
// افتتح, افتتاح, فاتح. Relatives in meaning, not forms of one word: evidence for the ranking only.
//
// A guess without a dictionary of roots: letters that a pattern may have added are left out, so are
// weak letters, with which roots that have them are lost.
//
//   root_of("افتتاح"_ar) == root_of("فاتح"_ar)   // ف ت ح
#pragma once

#include <cstdint>
#include <string_view>

namespace fihris::analysis {

// Three or four letters, six bits each, and a mark above them that no skeleton key has
// (skeleton.h), as both are keys of one table of the index; 0: none is known.
using Root = std::uint32_t;

// Of a term (letters.h) that is a noun or a verb of the lexicon, else 0. Thread-safe.
Root root_of(std::string_view term);

}  // namespace fihris::analysis
