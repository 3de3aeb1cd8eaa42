#include "indexer/analysis/vocabulary.h"

#include <xxhash.h>

#include <bit>
#include <cstring>

#include "indexer/analysis/letters.h"
#include "indexer/analysis/stopwords.h"

namespace fihris::analysis {
namespace {

constexpr size_t kArenaBlock = 1U << 16U;
constexpr unsigned kFirstSlotBits = 12;

std::uint64_t load(const char* at, size_t size) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, size);
  return value;
}

}  // namespace

std::string_view StringArena::keep(std::string_view text) {
  if (text.empty()) return {};
  if (used_ + text.size() > capacity_) {
    capacity_ = std::max(kArenaBlock, text.size());
    blocks_.push_back(std::make_unique<char[]>(capacity_));
    used_ = 0;
  }
  char* const at = blocks_.back().get() + used_;
  std::memcpy(at, text.data(), text.size());
  used_ += text.size();
  return {at, text.size()};
}

Interner::Interner() : slots_(size_t{1} << kFirstSlotBits), shift_(64 - kFirstSlotBits) {}

Interner::Slot Interner::free_slot_of(std::string_view text) {
  const char* const at = text.data();
  const size_t size = text.size();
  const auto slot = [size](std::uint64_t head, std::uint64_t tail) {
    return Slot{head, tail, static_cast<std::uint32_t>(size), 0};
  };
  if (size > kShort) return slot(XXH3_64bits(at, size), 0);
  if (size >= 8) return slot(load(at, 8), load(at + size - 8, 8));
  if (size >= 4) return slot(load(at, 4), load(at + size - 4, 4));
  if (size >= 2) return slot(load(at, 2), load(at + size - 2, 2));
  return slot(size == 0 ? 0 : load(at, 1), 0);
}

// Where to look for it first.
size_t Interner::place_of(const Slot& slot) const {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;
  const std::uint64_t mixed = (slot.head + std::rotl(slot.tail, 29) + slot.size) * kMix;
  return (mixed ^ mixed >> 32U) * kMix >> shift_;
}

std::pair<std::uint32_t, bool> Interner::intern(std::string_view text) {
  if (strings_.size() * 4 >= slots_.size() * 3) grow();
  Slot wanted = free_slot_of(text);
  const size_t mask = slots_.size() - 1;
  for (size_t i = place_of(wanted);; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.id_plus_one == 0) {
      strings_.push_back(arena_.keep(text));
      wanted.id_plus_one = static_cast<std::uint32_t>(strings_.size());
      slot = wanted;
      return {slot.id_plus_one - 1, true};
    }
    if (slot.head == wanted.head && slot.tail == wanted.tail && slot.size == wanted.size &&
        (slot.size <= kShort || strings_[slot.id_plus_one - 1] == text)) {
      return {slot.id_plus_one - 1, false};
    }
  }
}

void Interner::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  --shift_;
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id_plus_one == 0) continue;
    size_t i = place_of(slot);
    while (slots_[i].id_plus_one != 0) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

WordId Vocabulary::add(const Token& token) {
  const auto [id, is_new] = written_.intern(token.written);
  if (is_new) words_.push_back(analyze(token, written_[id]));
  return id;
}

Word Vocabulary::analyze(const Token& token, std::string_view written) {
  Word word;
  word.written = written;
  const WordAnalysis analysis = analyze_word(token.kind, written);
  word.stop = analysis.stop;
  for (const Stem& stem : analysis.stems) {
    if (word.term_count == kMaxStems) break;
    word.term_ids.at(word.term_count++) = terms_.intern(stem.term).first;
  }
  return word;
}

WordAnalysis analyze_word(CharClass kind, std::string_view written) {
  // Before folding: على is a stop word, علي is not.
  if (const std::string_view stop = find_stop_word(written); !stop.empty()) {
    const bool arabic = kind == CharClass::arabic;
    return {true, {{arabic ? letters_of(stop) : std::string(stop), StemSource::stop_word}}};
  }
  if (kind == CharClass::arabic) return {false, stem(written)};
  if (kind == CharClass::other) {
    return {false, {{kOtherScript + std::string(written), StemSource::as_written}}};
  }
  return {false, {{std::string(written), StemSource::as_written}}};
}

}  // namespace fihris::analysis
