// Tables: one article a row, the first row says what the columns are (RFC 4180, by libcsv).
#pragma once

#include "indexer/ingest/byte_stream.h"
#include "indexer/ingest/formats/output.h"

namespace fihris::ingest {

// A StreamFunction (format.h). Columns are told by their names (data/field_names.txt) and separated
// by what the first row has most of: comma, semicolon, tab or bar. Problems: no column of texts; a
// row without a text (with its line).
void read_csv(ByteStream& stream, const Hint& hint, Output& output);

}  // namespace fihris::ingest
