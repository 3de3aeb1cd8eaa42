#include "indexer/analysis/vocabulary.h"

#include <xxhash.h>

#include <cstring>

#include "indexer/analysis/stopwords.h"

namespace fihris::analysis {
namespace {

constexpr size_t kArenaBlock = 1U << 16U;
constexpr size_t kFirstSlots = 1U << 12U;
// Words of scripts other than Arabic and Latin: keeps their bytes apart from Letters.
constexpr char kOtherScript = '\x01';

std::uint32_t hash_of(std::string_view text) {
  return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()) >> 32U);
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

Interner::Interner() : slots_(kFirstSlots) {}

std::pair<std::uint32_t, bool> Interner::intern(std::string_view text) {
  if (strings_.size() * 2 >= slots_.size()) grow();
  const std::uint32_t hash = hash_of(text);
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.id_plus_one == 0) {
      strings_.push_back(arena_.keep(text));
      slot = {hash, static_cast<std::uint32_t>(strings_.size())};
      return {slot.id_plus_one - 1, true};
    }
    if (slot.hash == hash && strings_[slot.id_plus_one - 1] == text) {
      return {slot.id_plus_one - 1, false};
    }
  }
}

void Interner::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id_plus_one == 0) continue;
    size_t i = slot.hash & mask;
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
