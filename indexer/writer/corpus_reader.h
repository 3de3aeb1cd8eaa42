// CORPUS arguments -> files -> reading tasks.
#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "indexer/ingest/file_walker.h"
#include "indexer/ingest/reader.h"
#include "indexer/writer/task_runner.h"

namespace fihris::writer {

// Problems from all threads. Thread-safe.
class ProblemLog {
 public:
  void add(const ingest::Problem& problem);
  bool has(const std::string& path) const;
  // "FILE:LINE: reason", sorted by file and line.
  std::vector<std::string> messages() const;

 private:
  mutable std::mutex mutex_;
  std::vector<ingest::Problem> problems_;
  std::set<std::string> paths_;
};

// Gets every article read; returns whether it shall be indexed. Called on any thread.
using ArticleFilter = std::function<bool(const SourcedArticle&)>;

// Tasks of about a megabyte each, in the order of the files. `log` and what `filter` refers to must
// outlive them.
std::vector<ReadTask> plan_reading(const std::vector<ingest::CorpusFile>& files, ProblemLog& log,
                                   ArticleFilter filter);

}  // namespace fihris::writer
