// A text of any length in any encoding, some lines at a time.
//
//   TextBlocks blocks(stream, hint.charset);
//   for (auto text = blocks.next(report); text && !text->empty(); text = blocks.next(report)) ...
#pragma once

#include <cstddef>
#include <string>

#include "indexer/ingest/byte_stream.h"
#include "indexer/ingest/formats/output.h"

namespace fihris::ingest {

// Not thread-safe.
class TextBlocks {
 public:
  // `stream` must outlive it. `declared` is the encoding that the file or its carrier names, or
  // empty.
  TextBlocks(ByteStream& stream, std::string declared)
      : stream_(stream), declared_(std::move(declared)) {}

  // The next lines, about a megabyte, as UTF-8; empty behind the last one. Says in `report` how
  // they are encoded. Errors: of the stream, of decode_text(), a line longer than 64 MB.
  Result<std::string> next(ReadReport& report);

 private:
  void look_at_beginning(std::string_view bytes);
  std::size_t end_of_last_line(std::string_view bytes) const;
  Result<std::string> decode(std::string_view bytes, ReadReport& report);

  ByteStream& stream_;
  std::string declared_;
  std::string mark_;         // of UTF-16 and UTF-32: for the blocks behind the first
  std::size_t unit_ = 0;     // bytes of a line end; 0: nothing was read yet
  std::size_t newline_ = 0;  // the place of its byte in the unit
};

}  // namespace fihris::ingest
