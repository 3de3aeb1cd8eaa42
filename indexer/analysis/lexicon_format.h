// The compiled lexicon: a header, open-addressing slots, entries.
// Shared by compile_lexicon.cc, which writes it, and lexicon.cc, which reads it.
#pragma once

#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace fihris::analysis {

struct LexiconHeader {
  std::uint64_t magic;       // kLexiconMagic
  std::uint64_t checksum;    // XXH3 of all behind the header
  std::uint32_t slot_count;  // a power of two; each slot is a uint32: 0 or 1 + offset of an entry
  std::uint32_t entry_bytes;
};
inline constexpr std::uint64_t kLexiconMagic = 0x32584C5248494600;  // "\0FIHRLX2"

// An entry: key length (1 byte), key, flags (2 bytes, little endian), lemmas length (1 byte),
// lemmas.
inline std::uint64_t lexicon_hash(std::string_view key) {
  return XXH3_64bits(key.data(), key.size());
}

}  // namespace fihris::analysis
