// Small repairs that every reader makes to the text of a file. All functions are thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fihris::ingest {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The offset of the first byte that is no part of valid UTF-8.
//   find_invalid_utf8("ab\xFF") == 2
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// File names are bytes; ids are UTF-8. What is not UTF-8 is written as %E9.
std::string escape_invalid_utf8(std::string_view name);

// Without white space and invisible marks (byte order mark, bidi controls) at both ends. Needs
// valid UTF-8.
//   trim("\uFEFF نص \u200F") == "نص"
std::string_view trim(std::string_view text);

// Trimmed, with "\r\n" and "\r" as "\n".
std::string clean_lines(std::string_view text);

// Trimmed, with each run of white space as one space: for what is shown in one line.
std::string clean_line(std::string_view text);

}  // namespace fihris::ingest
