// Reads files of formats that attackers like (PDF, office files, archives) in a child process.
//
// The child is the program fihris-extractor beside the running one. It has no rights but to compute
// (indexer/extract/confinement.h), and the limits below. Whatever a file does to it, crash, hang,
// eat memory, unpack to petabytes, costs one problem that names the limit; in an archive the parts
// behind the bad one are still read. A thread keeps its child for its next files.
#pragma once

#include <cstdint>

#include "indexer/ingest/formats/output.h"
#include "indexer/ingest/input_file.h"

namespace fihris::ingest {

struct SandboxLimits {
  // Processor time for a file, and one more for each megabyte of it. The clock on the wall may show
  // three times as much, at least a minute.
  std::uint64_t seconds = 20;
  std::uint64_t memory = std::uint64_t{1} << 30U;    // bytes
  std::uint64_t articles = std::uint64_t{1} << 30U;  // bytes of articles from one file
};

// For the whole program. Call it before threads read.
void set_sandbox_limits(const SandboxLimits& limits);

// Gives the articles of `file` to `output`. Thread-safe.
void read_in_sandbox(const InputFile& file, const Hint& hint, Output& output);

}  // namespace fihris::ingest
