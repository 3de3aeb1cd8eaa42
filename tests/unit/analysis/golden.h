// Tables of expectations in tests/golden, with \u{200F} and \x{FF} for what an editor does not
// show.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/utf8.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"

namespace fihris::test {

// \u{HEX} becomes that character, \x{HEX} that byte.
inline std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 2 < text.size() && text[i + 2] == '{';
    if (!escape) {
      out += text[i];
      continue;
    }
    const std::size_t end = text.find('}', i);
    const unsigned long code =
        std::stoul(std::string(text.substr(i + 3, end - i - 3)), nullptr, 16);
    if (text[i + 1] == 'u') {
      analysis::append_utf8(out, static_cast<char32_t>(code));
    } else {
      out += static_cast<char>(code);
    }
    i = end;
  }
  return out;
}

struct GoldenRow {
  std::string section;
  std::string text;
  std::string expected;
};

inline std::vector<GoldenRow> golden(std::string_view file) {
  std::vector<GoldenRow> rows;
  std::string section;
  for (const auto& cells : read_table(source_folder() / "tests" / "golden" / file)) {
    if (cells.size() == 1 && cells[0].starts_with('[') && cells[0].ends_with(']')) {
      section = cells[0].substr(1, cells[0].size() - 2);
      continue;
    }
    CAPTURE(cells[0]);
    REQUIRE(cells.size() == 2);
    rows.push_back({section, unescaped(cells[0]), unescaped(cells[1])});
  }
  REQUIRE_FALSE(rows.empty());
  return rows;
}

inline std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

}  // namespace fihris::test
