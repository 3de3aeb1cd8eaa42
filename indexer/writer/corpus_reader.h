// Files -> reading tasks.
#pragma once

#include <functional>
#include <vector>

#include "indexer/ingest/file_walker.h"
#include "indexer/writer/neighbours.h"
#include "indexer/writer/read_log.h"
#include "indexer/writer/task_runner.h"

namespace fihris::writer {

// Gets every article read; returns whether it shall be indexed. Called on any thread.
using ArticleFilter = std::function<bool(const SourcedArticle&)>;

// Tasks of about a megabyte of text each, in the order of the files. `neighbours` are of the whole
// corpus; they, `log` and what `filter` refers to must outlive the tasks. A file that is gone when
// it is to be read counts as one that was never there.
std::vector<ReadTask> plan_reading(const std::vector<ingest::CorpusFile>& files,
                                   const Neighbours& neighbours, ReadLog& log,
                                   ArticleFilter filter);

}  // namespace fihris::writer
