// Batches -> one segment folder.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "indexer/schema/manifest.h"
#include "indexer/writer/batch_writer.h"

namespace fihris::writer {

// Merges the batches (in the order of their numbers) into `dir` (made here) and syncs it. Uses
// up the workers, who have written these batches and no others. Returns what the
// manifest needs; `info.name` is the folder's name. Throws std::system_error.
schema::SegmentInfo write_segment(const std::filesystem::path& dir, std::vector<Batch> batches,
                                  const std::vector<std::unique_ptr<BatchWriter>>& workers);

}  // namespace fihris::writer
