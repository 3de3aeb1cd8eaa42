// JSON lines: one article a line.
#pragma once

#include <cstddef>
#include <string_view>

#include "indexer/ingest/article.h"
#include "indexer/ingest/byte_stream.h"
#include "indexer/ingest/formats/output.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

// Bytes behind the lines that read_json_lines() may read (and ignores).
inline constexpr std::size_t kJsonPadding = 64;

// The article in one line: a JSON object with the members id, title, body, date, source, author and
// url. They are strings, `id` also a number; null is the same as absent; others are ignored. A date
// that is no date is left out. Errors: invalid JSON or UTF-8, no object, no body, a member of
// another type. path and lang stay empty. Thread-safe.
//   parse_json_article(R"({"id": 7, "body": "نص", "date": "4 فبراير 2025"})")
Result<Article> parse_json_article(std::string_view line);

inline constexpr std::uint64_t kLongestLine = std::uint64_t{64} << 20U;

// Lines of a file: the number of the first one, and that of the first article (0: the file has only
// one). A line that is no article is a problem; the others are read, also those in an encoding of
// before Unicode.
struct LinePlace {
  std::uint64_t line = 1;
  std::uint64_t article = 1;
};
void read_json_lines(std::string_view lines, LinePlace first, Output& output);

// The same as a ReadFunction (format.h), for a whole file.
void read_json_lines(std::string_view bytes, const Hint& hint, Output& output);

// A StreamFunction, for lines whose ends are not of one byte.
void read_wide_json_lines(ByteStream& stream, const Hint& hint, Output& output);

}  // namespace fihris::ingest
