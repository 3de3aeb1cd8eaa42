// What a run says about the files: --report and the summary.
#pragma once

#include <string>

#include "indexer/schema/result.h"
#include "indexer/writer/index_writer.h"

namespace fihris {

// Writes one JSON object a line and file, in the order of the files:
//
//   {"path": "/news/a.txt", "outcome": "read", "format": "text", "encoding": "windows-1256",
//    "repairs": [], "articles": 1, "words": 310, "title": "…", "date": "2025-09-22",
//    "skipped": [], "problems": []}
//
// "outcome" is read, skipped (no article in it, and "skipped" says why), problem (see "problems"),
// or unchanged (not opened; nothing else is said). Title and date are those of the first article.
// Error: `path` cannot be written.
Result<void> write_report(const std::string& path, const writer::WriteReport& report);

// A line for each format and outcome: "text, windows-1256: 12 files read, 12 articles".
std::string summary_of(const writer::WriteReport& report);

}  // namespace fihris
