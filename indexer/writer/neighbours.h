// Which files stand beside a page: what repeats in them is their site's (ingest/site_lines.h).
//
// An article depends on its own file and on few others, by their names: so an index is the same
// whatever the order of updates, and a file that comes, goes or changes makes update read only
// those beside it again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "indexer/ingest/file_walker.h"
#include "indexer/writer/file_changes.h"

namespace fihris::writer {

// Thread-safe.
class Neighbours {
 public:
  // `files` are all of the corpus, sorted by relative path; they must outlive it.
  explicit Neighbours(const std::vector<ingest::CorpusFile>& files) : files_(files) {}

  // Up to four files before `file` and four behind it, of those in its folder with its extension,
  // in the order of their names. Pages named "index.html" stand in folders of their own, so theirs
  // are those in the folders beside.
  std::vector<const ingest::CorpusFile*> of(const ingest::CorpusFile& file) const;

 private:
  struct Place {
    std::uint32_t group = 0;
    std::uint32_t number = 0;  // in it
  };

  void make_groups() const;

  const std::vector<ingest::CorpusFile>& files_;
  mutable std::once_flag made_;  // only where some page asks
  mutable std::vector<Place> places_;
  mutable std::vector<std::vector<std::uint32_t>> groups_;  // numbers of files
};

// What stood beside a page, as a number: of the contents of its neighbours, 0 for one that could
// not be read. Never 0.
std::uint64_t neighbourhood_of(const std::vector<std::uint64_t>& contents);

// Takes the files whose neighbours are no longer those that they were read with from the unchanged
// ones to those to read.
void reread_beside_changes(const std::vector<ingest::CorpusFile>& files, const FileTable& known,
                           const Neighbours& neighbours, FileChanges& changes);

}  // namespace fihris::writer
