// What the first bytes of a file say about its format. All functions are thread-safe.
#pragma once

#include <string_view>

namespace fihris::ingest {

// An article in JSON in the first line.
bool begins_with_json_line(std::string_view head);

// <!doctype html>, <html> or what else a page begins with, in any encoding that has ASCII letters.
bool begins_as_html(std::string_view head);

// <?xml ...?> or the root of a feed or a sitemap.
bool begins_as_xml(std::string_view head);

// A list of objects, or an object that goes on in the next line (else it may be JSON lines).
bool begins_as_json(std::string_view head);

// Two lines or more as a mail's head has them. A saved page says that it is several parts, the
// first one HTML; a mailbox has a line «From somebody Tue Mar  5 08:00:00 2024» before each mail.
bool begins_as_mail(std::string_view head);
bool begins_as_saved_page(std::string_view head);
bool begins_as_mailbox(std::string_view head);

// An image, a sound, a film, a font or a program.
bool begins_as_other(std::string_view head);

// Tar, or packed by gzip, bzip2, xz or zstd.
bool begins_as_archive(std::string_view head);

// An archive, a zip (office documents and books are), a PDF or a web archive.
bool begins_as_sandboxed(std::string_view head);

// NUL bytes (but for UTF-16), or more control characters than any text has.
bool is_binary(std::string_view bytes);

}  // namespace fihris::ingest
