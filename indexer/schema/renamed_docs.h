// Articles whose file has moved since they were indexed: gen-N/renamed.
//
// Segments are immutable, and an article that only got another place needs no new one: the
// generation says what its id, path and file are now.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/schema/result.h"
#include "indexer/schema/segment.h"

namespace fihris::schema {

struct Renamed {
  std::string id;
  std::string path;  // relative to the CORPUS folder
  std::string file;  // absolute
};

// Of one segment.
using RenamedDocs = std::map<Doc, Renamed>;

void write_renamed(const std::filesystem::path& generation_dir,
                   const std::vector<RenamedDocs>& by_segment);

// Error: the file is missing or damaged, or names a segment beyond `segments`.
Result<std::vector<RenamedDocs>> read_renamed(const std::filesystem::path& generation_dir,
                                              size_t segments);

}  // namespace fihris::schema
