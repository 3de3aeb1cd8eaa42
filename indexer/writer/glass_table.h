// A B-tree of Xapian's glass backend, written from the leaves up: as the entries come in the order
// of their keys, every block is filled once and written once.
//
// The format is that of Xapian 1.4 (glass format 2016-03-14), as its sources describe it:
// xapian-core/backends/glass/glass_table.h (blocks, items) and glass_version.cc (the root). The
// number of a block is its place in the file in blocks. A block has
//   revision (4 bytes) | level, leaves are 0 (1) | free bytes, twice (2 + 2) | end of the
//   directory (2) | directory: places of the items in the order of their keys (2 each) | free |
//   items, the first at the end
// A leaf's item is size - 3 and flags (2) | size of the key (1) | key | tag; the first of all has
// no key and no tag. A branch's is block (4) | size of the key (1) | key | 1 (2), the key being the
// shortest that parts the block from the one before; the first of a block has no key and 0.
// Numbers have their high bytes first.
//
//   schema::FileWriter file(path);
//   file.append(std::string(kGlassBlockSize, '\0'));   // block 0 is the head of the database
//   GlassTable table(file);
//   table.add("a", "tag");
//   const GlassRoot root = table.finish();
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/durable_file.h"

namespace fihris::writer {

inline constexpr size_t kGlassBlockSize = 8192;
inline constexpr std::uint32_t kGlassRevision = 1;

// The low `size` bytes of `value`, the highest first.
void append_big_endian(std::string& out, std::uint64_t value, unsigned size);

struct GlassRoot {
  std::uint32_t block = 0;
  std::uint32_t level = 0;
  std::uint64_t entries = 0;
  std::uint32_t block_count = 0;  // with block 0
};

// Not thread-safe. Writes as FileWriter, behind what is in `file`: one block.
class GlassTable {
 public:
  explicit GlassTable(schema::FileWriter& file);

  // The longest tag that the next entry may have, its key being of `key_size` bytes. What has to be
  // cut into several entries anyhow is best cut here: it then fills the block.
  size_t tag_room(size_t key_size) const;
  // Requires that the key is above all before. Throws std::length_error if the key is longer than
  // 255 bytes or the tag than a quarter of a block.
  void add(std::string_view key, std::string_view tag);
  GlassRoot finish();

 private:
  // The block of a level that is being filled.
  struct Block {
    std::string bytes = std::string(kGlassBlockSize, '\0');
    size_t directory_end;
    size_t items_begin;
    std::string separator;  // the key that the level above has for it

    Block() { clear(); }
    void clear();
    size_t room() const;  // of an item, without its place in the directory
    void put(std::string_view item);
  };

  void enter(size_t level, std::string_view key, std::uint32_t child);
  void close(size_t level);
  std::uint32_t write(size_t level);

  schema::FileWriter& file_;
  std::vector<Block> levels_{1};
  std::string last_key_;
  std::string item_;
  std::uint32_t next_block_ = 1;
  std::uint64_t entries_ = 0;
};

}  // namespace fihris::writer
