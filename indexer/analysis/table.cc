#include "indexer/analysis/table.h"

namespace fihris::analysis {
namespace {

std::string_view next_piece(std::string_view& rest, char end) {
  const size_t stop = rest.find(end);
  const std::string_view piece = rest.substr(0, stop);
  rest.remove_prefix(stop == std::string_view::npos ? rest.size() : stop + 1);
  return piece;
}

}  // namespace

std::vector<TableRow> parse_table(std::string_view text) {
  std::vector<TableRow> rows;
  std::string_view section;
  for (size_t number = 1; !text.empty(); ++number) {
    std::string_view line = next_piece(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      section = line.substr(1, line.find(']') - 1);
      continue;
    }
    TableRow row{section, {}, number};
    while (!line.empty()) row.cells.push_back(next_piece(line, '\t'));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace fihris::analysis
