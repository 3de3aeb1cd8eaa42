// Where the lines of a large file are.
#pragma once

#include <vector>

#include "indexer/ingest/input_file.h"
#include "indexer/ingest/reader.h"

namespace fihris::ingest {

inline constexpr std::uint64_t kChunkSize = std::uint64_t{1} << 20U;

// Chunks of whole lines. A line longer than kChunkSize is a chunk of its own. Reads the file once,
// a block at a time.
Result<std::vector<Chunk>> split_lines(const InputFile& file);

}  // namespace fihris::ingest
