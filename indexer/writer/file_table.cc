#include "indexer/writer/file_table.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <string_view>

#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"

namespace fihris::writer {
namespace {

// SIZE, MTIME, INODE, CONTENT, NEIGHBOURS and PATH with tabs between; a path's line ends and
// backslashes are escaped.
std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += text[++i] == 'n' ? '\n' : text[i];
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

FileTable read_file_table(const std::filesystem::path& generation_dir) {
  FileTable table;
  std::ifstream file(generation_dir / schema::kFilesFile);
  for (std::string line; std::getline(file, line);) {
    FileStamp stamp;
    const char* at = line.data();
    const char* const end = at + line.size();
    const auto read = [&](auto& number) {
      const auto result = std::from_chars(at, end, number);
      if (result.ec != std::errc() || result.ptr == end) return false;
      at = result.ptr + 1;
      return true;
    };
    if (!read(stamp.size) || !read(stamp.mtime_ns) || !read(stamp.inode) || !read(stamp.content) ||
        !read(stamp.neighbours)) {
      continue;
    }
    table.emplace_hint(table.end(), unescaped({at, static_cast<size_t>(end - at)}), stamp);
  }
  return table;
}

void write_file_table(const std::filesystem::path& generation_dir, const FileTable& table) {
  std::string text;
  for (const auto& [path, stamp] : table) {
    fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\t{}\t{}\n", stamp.size, stamp.mtime_ns,
                   stamp.inode, stamp.content, stamp.neighbours, escaped(path));
  }
  schema::write_file(generation_dir / schema::kFilesFile, text);
}

}  // namespace fihris::writer
