#include "indexer/writer/glass_table.h"

#include <algorithm>
#include <stdexcept>

namespace fihris::writer {
namespace {

constexpr size_t kDirectoryBegin = 11;
constexpr size_t kPlaceSize = 2;         // in the directory
constexpr size_t kLeafItemHeadSize = 3;  // size and flags, size of the key
constexpr unsigned kOnlyPartOfTag = 0x6000;
constexpr size_t kMaxKeySize = 255;
// Xapian wants four items to fit into a block.
constexpr size_t kMaxItemSize = (kGlassBlockSize - kDirectoryBegin - 4 * kPlaceSize) / 4;
// What is left of a block is not worth an entry of its own below this.
constexpr size_t kLeastTagRoom = 256;

// The shortest beginning of `key` that is above `before`.
std::string_view separator_of(std::string_view before, std::string_view key) {
  const auto [at, in_key] = std::ranges::mismatch(before, key);
  return key.substr(0, static_cast<size_t>(in_key - key.begin()) + 1);
}

}  // namespace

void append_big_endian(std::string& out, std::uint64_t value, unsigned size) {
  for (unsigned shift = size * 8; shift > 0; shift -= 8) {
    out += static_cast<char>(value >> (shift - 8));
  }
}

void GlassTable::Block::clear() {
  directory_end = kDirectoryBegin;
  items_begin = kGlassBlockSize;
}

size_t GlassTable::Block::room() const {
  const size_t free = items_begin - directory_end;
  return free < kPlaceSize ? 0 : free - kPlaceSize;
}

void GlassTable::Block::put(std::string_view item) {
  items_begin -= item.size();
  bytes.replace(items_begin, item.size(), item);
  bytes[directory_end++] = static_cast<char>(items_begin >> 8U);
  bytes[directory_end++] = static_cast<char>(items_begin);
}

GlassTable::GlassTable(schema::FileWriter& file) : file_(file) {
  append_big_endian(item_, kOnlyPartOfTag, 2);
  item_ += '\0';
  levels_[0].put(item_);
}

size_t GlassTable::tag_room(size_t key_size) const {
  const size_t most = kMaxItemSize - kLeafItemHeadSize - key_size;
  const size_t room = levels_[0].room();
  const size_t head = kLeafItemHeadSize + key_size;
  return room < head + kLeastTagRoom ? most : std::min(room - head, most);
}

void GlassTable::add(std::string_view key, std::string_view tag) {
  const size_t size = kLeafItemHeadSize + key.size() + tag.size();
  if (key.size() > kMaxKeySize) throw std::length_error("a key of the index is too long");
  if (size > kMaxItemSize) throw std::length_error("an entry of the index is too long");
  if (levels_[0].room() < size) {
    close(0);
    levels_[0].separator = separator_of(last_key_, key);
  }
  item_.clear();
  append_big_endian(item_, (size - kLeafItemHeadSize) | kOnlyPartOfTag, 2);
  item_ += static_cast<char>(key.size());
  item_ += key;
  item_ += tag;
  levels_[0].put(item_);
  last_key_ = key;
  ++entries_;
}

// Puts `child` into the branch of `level`.
void GlassTable::enter(size_t level, std::string_view key, std::uint32_t child) {
  constexpr size_t kBranchItemSize = 7;  // without the key
  if (levels_[level].room() < kBranchItemSize + key.size()) {
    close(level);
    levels_[level].separator = key;
  }
  const bool is_first = levels_[level].directory_end == kDirectoryBegin;
  if (is_first) key = {};
  std::string item;
  append_big_endian(item, child, 4);
  item += static_cast<char>(key.size());
  item += key;
  append_big_endian(item, is_first ? 0 : 1, 2);
  levels_[level].put(item);
}

// Writes the block of `level` and begins the next.
void GlassTable::close(size_t level) {
  const std::uint32_t block = write(level);
  if (level + 1 == levels_.size()) levels_.emplace_back();
  enter(level + 1, levels_[level].separator, block);
}

std::uint32_t GlassTable::write(size_t level) {
  Block& block = levels_[level];
  const size_t free = block.items_begin - block.directory_end;
  std::string head;
  append_big_endian(head, kGlassRevision, 4);
  append_big_endian(head, level, 1);
  append_big_endian(head, free, 2);
  append_big_endian(head, free, 2);
  append_big_endian(head, block.directory_end, 2);
  block.bytes.replace(0, head.size(), head);
  std::fill_n(block.bytes.begin() + static_cast<std::ptrdiff_t>(block.directory_end), free, '\0');
  file_.append(block.bytes);
  block.clear();
  return next_block_++;
}

GlassRoot GlassTable::finish() {
  size_t level = 0;
  for (; level + 1 < levels_.size(); ++level) close(level);
  const std::uint32_t root = write(level);
  return {root, static_cast<std::uint32_t>(level), entries_, next_block_};
}

}  // namespace fihris::writer
