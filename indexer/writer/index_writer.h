// Builds and updates an index.
//
// build reads everything into new segments and publishes them as one generation. update reads only
// the files whose size, time and inode differ and then their content, compares their articles by id
// and content, puts new and changed ones into one new segment and notes which old ones are deleted.
// Articles of a file that has only moved get new names. Both write aside and
// publish with one rename: a reader sees the old generation or the new one, also after a crash at
// any point.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/schema/manifest.h"
#include "indexer/schema/result.h"
#include "indexer/writer/read_log.h"

namespace fihris::writer {

struct WriteOptions {
  std::filesystem::path index;
  std::vector<std::string> corpus;           // folders and files
  unsigned jobs = 0;                         // 0: one for each processor
  std::uint64_t memory_limit = 1ULL << 30U;  // bytes
  bool show_progress = false;
  bool allow_mass_delete = false;  // update: let more than half of the articles vanish
  std::filesystem::path aliases;   // the user's list; "": the one that the index has is kept
  std::function<bool()> stopped;   // asked now and then, on any thread; true ends the work
};

// What happened, for the summary and the exit status.
struct WriteReport {
  std::uint64_t articles = 0;  // in the index now
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t removed = 0;
  std::uint64_t moved = 0;  // files whose articles only got other names
  std::uint64_t files = 0;
  bool published = true;               // false: nothing had changed
  std::vector<std::string> problems;   // "FILE:LINE: reason", in the order of the files
  std::vector<FileOutcome> outcomes;   // of the files that were read
  std::vector<std::string> unchanged;  // paths of the files that were not
};

// Errors: another writer, a CORPUS argument that does not exist, an alias list that cannot be read
// or has a bad line, a mass deletion. Exceptions where
// the disk fails, and Interrupted (task_runner.h); what was published before stays.
Result<WriteReport> build_index(const WriteOptions& options);
Result<WriteReport> update_index(const WriteOptions& options);

// Reads everything as build does and writes nothing; the index need not exist. The report counts
// the articles that were read.
Result<WriteReport> dry_run(const WriteOptions& options);

// Compares every file of the published generation with its checksum, and reads every article. The
// value is the manifest; the error names what is damaged.
Result<schema::Manifest> check_index(const std::filesystem::path& index);

}  // namespace fihris::writer
