// The compiled lexicon: a header, open-addressing slots, entries.
// Shared by compile_lexicon.cc, which writes it, and lexicon.cc, which reads it.
#pragma once

#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace fihris::analysis {

struct LexiconHeader {
  std::uint64_t magic;       // kLexiconMagic
  std::uint64_t checksum;    // XXH3 of slots (without tags) and entries
  std::uint32_t slot_count;  // a power of two
  std::uint32_t entry_bytes;
};
// A slot is a uint32: 0, or 1 + the offset of an entry and, above that, a tag of the key. Most
// words that are asked for are not there, and by the tag they are told apart without reading
// entries.
inline constexpr unsigned kEntryBits = 22;
inline constexpr std::uint32_t kEntryMask = (1U << kEntryBits) - 1;
inline std::uint32_t lexicon_tag(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32U) & ~kEntryMask;
}

inline constexpr std::uint64_t kLexiconMagic = 0x32584C5248494600;  // "\0FIHRLX2"

// An entry: key length (1 byte), key, flags (2 bytes, little endian), lemmas length (1 byte),
// lemmas.
inline std::uint64_t lexicon_hash(std::string_view key) {
  return XXH3_64bits(key.data(), key.size());
}

}  // namespace fihris::analysis
