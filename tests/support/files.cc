#include "tests/support/files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>

namespace fihris::test {

namespace fs = std::filesystem;

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw std::runtime_error("cannot read " + file.string());
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_file(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    throw std::runtime_error("cannot write " + file.string());
  }
}

std::vector<std::string> columns_of(std::string_view text, char separator) {
  std::vector<std::string> columns;
  while (true) {
    const std::size_t end = text.find(separator);
    columns.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return columns;
    }
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines = columns_of(text, '\n');
  if (lines.back().empty()) {
    lines.pop_back();
  }
  return lines;
}

std::vector<std::vector<std::string>> read_table(const fs::path& file) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines_of(read_file(file))) {
    if (!line.empty() && line.front() != '#') {
      rows.push_back(columns_of(line));
    }
  }
  return rows;
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && !entry.is_symlink()) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::uintmax_t folder_size(const fs::path& folder) {
  const std::vector<fs::path> files = files_below(folder);
  return std::accumulate(
      files.begin(), files.end(), std::uintmax_t{0},
      [](std::uintmax_t sum, const fs::path& file) { return sum + fs::file_size(file); });
}

}  // namespace fihris::test
