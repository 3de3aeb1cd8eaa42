// CORPUS arguments -> the files to read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/ingest/problem.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

struct CorpusFile {
  std::string path;           // absolute
  std::string relative_path;  // to its CORPUS folder, valid UTF-8, different for each file: the id
                              // of its article
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;  // since the epoch
  std::uint64_t inode = 0;
};

// All files of the folders (recursively) and the files given, sorted by relative path. A file
// reached twice, by links or overlapping arguments, comes once. Hidden files and folders are left
// out, unless named themselves, and so is the folder `left_out` (the index, if it lies in the
// corpus). Where two folders have files of one relative path, the second gets the name of its
// folder in front. Folders and files that may not be read are problems. Error: an argument that
// does not exist.
Result<std::vector<CorpusFile>> walk_corpus(const std::vector<std::string>& corpus,
                                            const ProblemSink& problems,
                                            const std::string& left_out = {});

}  // namespace fihris::ingest
