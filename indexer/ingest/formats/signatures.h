// What the first bytes of a file say about its format. All functions are thread-safe.
#pragma once

#include <string_view>

namespace fihris::ingest {

// An article in JSON in the first line.
bool begins_with_json_line(std::string_view head);

// An image, a sound, a film, a font or a program.
bool begins_as_other(std::string_view head);

// Tar, or packed by gzip, bzip2, xz or zstd.
bool begins_as_archive(std::string_view head);

// An archive, a zip (office documents and books are), a PDF or a web archive.
bool begins_as_sandboxed(std::string_view head);

// NUL bytes (but for UTF-16), or more control characters than any text has.
bool is_binary(std::string_view bytes);

}  // namespace fihris::ingest
