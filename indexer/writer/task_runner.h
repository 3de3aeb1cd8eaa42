// Runs reading tasks on all cores and turns what they give into segments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/schema/manifest.h"
#include "indexer/writer/batch_writer.h"
#include "indexer/writer/progress.h"

namespace fihris::writer {

using ArticleSink = std::function<void(SourcedArticle&&)>;

// One piece of reading, small enough for one batch (about a megabyte). Called on any thread, once.
struct ReadTask {
  std::uint64_t bytes = 0;  // for the progress
  std::function<void(const ArticleSink&)> read;
};

struct RunOptions {
  std::filesystem::path index;
  unsigned jobs = 1;
  std::uint64_t memory_limit =
      1ULL << 30U;                  // bytes held for the segment at hand; beyond, the next begins
  std::uint64_t first_segment = 1;  // number of the first segment written
  std::function<bool()> stopped;    // empty: never
};

// Thrown where the caller has asked for the end.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("stopped before it was done") {}
};

// Segments of all articles, in the order of the tasks. No segment if there are no articles.
// Throws what the workers threw: std::system_error, std::length_error. Throws Interrupted soon
// after options.stopped() is true.
std::vector<schema::SegmentInfo> run_tasks(const std::vector<ReadTask>& tasks,
                                           const RunOptions& options, Progress& progress);

}  // namespace fihris::writer
