#include "indexer/analysis/lexicon.h"

#include <cstring>

#include "indexer/analysis/lexicon_format.h"

extern "C" const char
    fihris_lexicon_blob[];  // lexicon_blob.S NOLINT(readability-identifier-naming)

namespace fihris::analysis {
namespace {

std::uint32_t load_u32(const char* at) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

const LexiconHeader& header() {
  static const LexiconHeader instance = [] {
    LexiconHeader h{};
    std::memcpy(&h, fihris_lexicon_blob, sizeof h);
    return h;
  }();
  return instance;
}

}  // namespace

LexiconEntry find_in_lexicon(std::string_view letters) {
  const LexiconHeader& h = header();
  const char* const slots = fihris_lexicon_blob + sizeof(LexiconHeader);
  const char* const entries = slots + sizeof(std::uint32_t) * h.slot_count;
  const std::uint64_t mask = h.slot_count - 1;
  const std::uint64_t hash = lexicon_hash(letters);
  const std::uint32_t tag = lexicon_tag(hash);
  for (std::uint64_t i = hash & mask;; i = (i + 1) & mask) {
    const std::uint32_t slot = load_u32(slots + i * sizeof(std::uint32_t));
    if (slot == 0) return {};
    if ((slot & ~kEntryMask) != tag) continue;
    const char* at = entries + (slot & kEntryMask) - 1;
    const auto size = static_cast<unsigned char>(*at++);
    if (std::string_view(at, size) != letters) continue;
    at += size;
    std::uint16_t flags = 0;
    std::memcpy(&flags, at, sizeof flags);
    at += sizeof flags;
    const auto lemmas = static_cast<unsigned char>(*at++);
    return {flags, {at, lemmas}};
  }
}

std::uint64_t lexicon_checksum() { return header().checksum; }

}  // namespace fihris::analysis
