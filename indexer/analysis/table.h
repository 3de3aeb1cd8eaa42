// Readable data files: `#` comments, `[section]` lines, tab-separated rows.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace fihris::analysis {

struct TableRow {
  std::string_view section;  // empty before the first section line
  std::vector<std::string_view> cells;
  size_t line = 0;  // in the text, from 1
};

// All rows, in order. Views into `text`, which must outlive them. Blank lines and comments are left
// out.
std::vector<TableRow> parse_table(std::string_view text);

}  // namespace fihris::analysis
