// All that a query finds as a file: one article at a time, so that memory does not grow with it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/schema/result.h"
#include "server/api/request.h"
#include "server/search/searcher.h"

namespace fihris::api {

// The header that makes browsers save an answer under this name.
std::string disposition(ExportFormat format);
const char* content_type(ExportFormat format);

// One article as a record: RFC 4180 (lines end in CRLF), or a JSON object and a line feed. Texts
// are given exactly as they are stored; spreadsheets must take them as text.
std::string csv_record(const schema::Article& article);
std::string jsonl_record(const schema::Article& article);

// The file, piece by piece. Not thread-safe.
class ExportReader {
 public:
  ExportReader(search::MatchList matches, ExportFormat format)
      : matches_(std::move(matches)), format_(format) {}
  // The next piece, some tens of kilobytes; empty at the end. Error: the index is damaged.
  Result<std::string> next();

 private:
  search::MatchList matches_;
  ExportFormat format_;
  std::size_t at_ = 0;
  bool begun_ = false;
};

}  // namespace fihris::api
