// Publishing a generation, and cleaning up after earlier ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "indexer/schema/manifest.h"
#include "indexer/schema/snapshot.h"
#include "indexer/writer/file_table.h"

namespace fihris::writer {

struct Generation {
  std::vector<schema::SegmentInfo> segments;
  std::vector<schema::DeletedDocs> deleted;  // by segment
  std::vector<schema::RenamedDocs> renamed;  // by segment
  FileTable files;
  std::string aliases{};  // the user's list; "" for none
};

// The next free numbers: above every folder that is there, published or not.
struct NextNumbers {
  std::uint64_t generation = 1;
  std::uint64_t segment = 1;
};
NextNumbers next_numbers(const std::filesystem::path& index);

// Writes gen-N, publishes it, and removes what it does not need: readers hold open what they read,
// and open again what they were about to (schema::read_published). Returns the manifest.
schema::Manifest publish_generation(const std::filesystem::path& index, std::uint64_t number,
                                    const Generation& generation);

// Removes folders that the published generation does not need: leftovers of a writer that died.
void remove_leftovers(const std::filesystem::path& index);

}  // namespace fihris::writer
