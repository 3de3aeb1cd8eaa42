// What became of each file while it was read: for the exit status, the summary and --report.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/ingest/file_walker.h"
#include "indexer/ingest/formats/output.h"
#include "indexer/ingest/problem.h"
#include "indexer/writer/file_table.h"

namespace fihris::writer {

struct FileOutcome {
  ingest::CorpusFile file;
  std::optional<std::uint64_t> content;  // nothing: it could not be read
  std::uint64_t neighbours = 0;          // as in its stamp
  ingest::ReadReport read;
  std::vector<std::string> problems;
};

// Thread-safe.
class ReadLog {
 public:
  // Files are known by their number in the order of the calls.
  size_t add_file(const ingest::CorpusFile& file);
  void set_content(size_t file, std::optional<std::uint64_t> content);
  void set_neighbours(size_t file, std::uint64_t neighbours);
  // A piece of the file has been read.
  void add_piece(size_t file, ingest::ReadReport&& report);

  void add_problem(const ingest::Problem& problem);
  bool has_problem(const std::string& path) const;

  // Call when the reading is over.
  // "FILE:LINE: reason", sorted by file and line.
  std::vector<std::string> problems() const;
  // One for each file added, in that order.
  std::vector<FileOutcome> take_outcomes();
  // Stamps of the files read without a problem.
  FileTable stamps() const;

 private:
  mutable std::mutex mutex_;
  std::vector<FileOutcome> files_;
  std::vector<ingest::Problem> problems_;
  std::set<std::string> problem_paths_;
};

}  // namespace fihris::writer
