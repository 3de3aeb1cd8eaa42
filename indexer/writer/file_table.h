// Which files a generation was made from, so that update reads only what differs: gen-N/files.tsv.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace fihris::writer {

struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t inode = 0;
  std::uint64_t content = 0;     // XXH3 of its bytes, taken before its articles were read
  std::uint64_t neighbours = 0;  // what stood beside it (neighbours.h); 0: that did not matter
  bool operator==(const FileStamp&) const = default;
};

// By absolute path. Files that had problems are left out: they are read again each time.
using FileTable = std::map<std::string, FileStamp>;

// An empty table if there is none. Rows that make no sense are left out (their files are read
// again).
FileTable read_file_table(const std::filesystem::path& generation_dir);
void write_file_table(const std::filesystem::path& generation_dir, const FileTable& table);

}  // namespace fihris::writer
