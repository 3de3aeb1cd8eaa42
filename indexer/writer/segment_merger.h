// Keeps the number of segments small: every search visits each of them.
#pragma once

#include "indexer/writer/generation.h"
#include "indexer/writer/task_runner.h"

namespace fihris::writer {

// Where there are too many segments, writes the articles of the small ones into one; where too much
// of a segment is deleted, writes the rest of it again. Changes `generation` accordingly; deletions
// in what was written again are gone. Throws as run_tasks().
void merge_segments(Generation& generation, RunOptions options);

}  // namespace fihris::writer
