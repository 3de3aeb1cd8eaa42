// The files that there are now, beside those that the index was made from.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/ingest/file_walker.h"
#include "indexer/writer/file_table.h"

namespace fihris::writer {

// A file that is where it was not, with what another file held that is gone.
struct MovedFile {
  std::string from;  // absolute path
  ingest::CorpusFile file;
};

struct FileChanges {
  std::unordered_set<std::string> unchanged;  // paths
  std::vector<MovedFile> moved;
  std::vector<ingest::CorpusFile> to_read;  // new, changed, or not readable the last time; some
                                            // that have moved, too (neighbours.h)
  FileTable stamps;                         // of the unchanged and the moved files
};

// A file is unchanged if size, time and inode are, else if its content is. It has moved if its
// content and extension are those of a file that is gone. Only files of a size that is known are
// opened.
FileChanges compare_files(const std::vector<ingest::CorpusFile>& files, const FileTable& known);

// Waits, for a moment at most, until a change of these files would show in their times: the clock
// of the file system goes in steps, and what is written in the same step after it was read would go
// unnoticed for ever.
void wait_for_next_file_time(const std::vector<ingest::CorpusFile>& files);

}  // namespace fihris::writer
