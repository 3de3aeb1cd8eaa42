// The one way from a file to articles, whatever its format.
//
//   read_file("news/a.jsonl", "a.jsonl", [](Article&& a) { ... }, [](const Problem& p) { ... });
//
// or in parallel, a megabyte at a time:
//
//   for (const Chunk& chunk : *split_file(path))                       // one thread
//     tasks.push_back([=] { read_chunk(path, relative, chunk, articles, problems); });   // any
//     thread
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/ingest/formats/format.h"
#include "indexer/ingest/formats/output.h"
#include "indexer/ingest/problem.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

// A part of a file that can be read by itself: of JSON lines whole lines, else the whole file.
struct Chunk {
  Format format = Format::other;
  std::uint64_t begin = 0;  // bytes [begin, end)
  std::uint64_t end = 0;
  std::uint64_t first_line = 1;
  std::uint64_t first_article =
      0;  // number of its first article in the file; 0: the file's only one
};

// Chunks of about a megabyte, in order. Reads a JSON lines file once to find and number its lines,
// in little memory. Errors: a format that is not known, a file that cannot be read. A file that is
// no article and that nobody takes for one is one chunk of Format::other: read_chunk() says so in
// its report.
Result<std::vector<Chunk>> split_file(const std::string& path);

// Gives the articles of a chunk, in order, with id, path and lang set. `relative_path` is the
// file's place in the corpus. What is larger than its format may be is a problem and never held in
// memory. Returns how the chunk was read. Thread-safe.
ReadReport read_chunk(const std::string& path, const std::string& relative_path, const Chunk& chunk,
                      const ArticleSink& articles, const ProblemSink& problems);

// All chunks of a file, one after the other.
void read_file(const std::string& path, const std::string& relative_path,
               const ArticleSink& articles, const ProblemSink& problems);

}  // namespace fihris::ingest
