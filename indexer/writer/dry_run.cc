// Everything of a build but the index.
#include <algorithm>
#include <atomic>
#include <thread>

#include "indexer/writer/alias_file.h"
#include "indexer/writer/corpus_reader.h"
#include "indexer/writer/index_writer.h"

namespace fihris::writer {

Result<WriteReport> dry_run(const WriteOptions& options) {
  if (const Result<std::string> aliases = aliases_for(options); !aliases) {
    return tl::make_unexpected(aliases.error());
  }
  ReadLog log;
  const Result<std::vector<ingest::CorpusFile>> files = ingest::walk_corpus(
      options.corpus, [&](const ingest::Problem& p) { log.add_problem(p); }, options.index);
  if (!files) return tl::make_unexpected(files.error());
  const Neighbours neighbours(*files);
  const std::vector<ReadTask> tasks =
      plan_reading(*files, neighbours, log, [](const SourcedArticle&) { return false; });
  std::uint64_t bytes = 0;
  for (const ReadTask& task : tasks) bytes += task.bytes;
  {
    Progress progress(options.show_progress, bytes);
    std::atomic<size_t> next{0};
    const auto work = [&] {
      for (size_t i = next++; i < tasks.size(); i = next++) {
        tasks[i].read([](SourcedArticle&&) {});
        progress.add(0, tasks[i].bytes);
      }
    };
    const unsigned jobs = options.jobs > 0 ? options.jobs : std::thread::hardware_concurrency();
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < jobs; ++i) others.emplace_back(work);
    work();
  }
  WriteReport report;
  report.published = false;
  report.files = files->size();
  report.problems = log.problems();
  report.outcomes = log.take_outcomes();
  for (const FileOutcome& file : report.outcomes) report.articles += file.read.articles;
  return report;
}

}  // namespace fihris::writer
