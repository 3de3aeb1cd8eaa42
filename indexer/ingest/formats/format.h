// Which formats there are, how each is recognised, and what reads it: one table, a row a format.
//
//   const FormatInfo* info = find_format(bytes.substr(0, kHeadSize), "news/a.html");
//   if (info != nullptr) info->read(bytes, hint, output);
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "indexer/ingest/byte_stream.h"
#include "indexer/ingest/formats/output.h"

namespace fihris::ingest {

enum class Format : std::uint8_t {
  json_lines,
  wide_json_lines,  // in UTF-16 or UTF-32, as Windows' shell saves them
  sandboxed,        // read by read_in_sandbox(): PDF, office documents, books, archives
  saved_page,
  mailbox,
  mail,
  html,
  xml,
  json,
  csv,
  markdown,
  text,
  other,  // images, scripts, programs: no articles, and none expected
};

// Gives the articles in `bytes` to `output`. Never throws on any bytes. At least kPadding bytes
// behind them are readable. Thread-safe.
using ReadFunction = void (*)(std::string_view bytes, const Hint& hint, Output& output);
inline constexpr std::size_t kPadding = 64;

// The same of a format whose files may be longer than memory: a piece at a time.
using StreamFunction = void (*)(ByteStream& stream, const Hint& hint, Output& output);

struct FormatInfo {
  Format format = Format::other;
  std::string_view name;        // for reports
  std::string_view extensions;  // lower case, a space between: ".htm .html"
  // Whether a file that begins so is surely of this format. nullptr: its bytes do not tell.
  bool (*fits)(std::string_view head) = nullptr;
  ReadFunction read = nullptr;      // nullptr: only in the sandbox
  std::uint64_t largest = 0;        // bytes; a larger file is a problem
  StreamFunction stream = nullptr;  // nullptr: read as a whole
};

// Bytes at the beginning of a file that decide what it is.
inline constexpr std::size_t kHeadSize = 4096;

const FormatInfo& format_info(Format format);

// The format of a file, by its first kHeadSize bytes (of a file that begins with '{', better more:
// its whole first line) and its name. What the bytes say counts more than the name, but a file that
// is named as a page or an image is one. nullptr: unknown, and no text. Thread-safe.
const FormatInfo* find_format(std::string_view head, std::string_view name);

// Finds the format and reads. What is unknown is a problem, what is larger than its format may be
// also.
void read_bytes(std::string_view bytes, const Hint& hint, Output& output);

}  // namespace fihris::ingest
