#include "indexer/writer/corpus_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace fihris::writer {
namespace {

// A batch is best at a few hundred articles (see batch_writer.h).
constexpr std::uint64_t kTaskBytes = 1U << 20U;
constexpr size_t kTaskFiles = 256;

struct Part {
  ingest::CorpusFile file;
  ingest::Chunk chunk;
};

// Collects parts until they are a task.
class TaskPlanner {
 public:
  TaskPlanner(ProblemLog& log, ArticleFilter filter) : log_(log), filter_(std::move(filter)) {}

  void add(const ingest::CorpusFile& file, const ingest::Chunk& chunk) {
    parts_.push_back({file, chunk});
    bytes_ += chunk.end - chunk.begin;
    if (bytes_ >= kTaskBytes || parts_.size() >= kTaskFiles) close();
  }

  std::vector<ReadTask> finish() {
    close();
    return std::move(tasks_);
  }

 private:
  void close() {
    if (parts_.empty()) return;
    tasks_.push_back({bytes_, [parts = std::move(parts_), filter = filter_,
                               &log = log_](const ArticleSink& sink) {
                        for (const Part& part : parts) read(part, filter, log, sink);
                      }});
    parts_.clear();
    bytes_ = 0;
  }

  static void read(const Part& part, const ArticleFilter& filter, ProblemLog& log,
                   const ArticleSink& sink) {
    const auto take = [&](ingest::Article&& article) {
      SourcedArticle sourced{std::move(article), part.file.path};
      if (filter(sourced)) sink(std::move(sourced));
    };
    const auto note = [&](const ingest::Problem& problem) { log.add(problem); };
    ingest::read_chunk(part.file.path, part.file.relative_path, part.chunk, take, note);
  }

  ProblemLog& log_;
  ArticleFilter filter_;
  std::vector<Part> parts_;
  std::uint64_t bytes_ = 0;
  std::vector<ReadTask> tasks_;
};

}  // namespace

void ProblemLog::add(const ingest::Problem& problem) {
  const std::scoped_lock lock(mutex_);
  problems_.push_back(problem);
  paths_.insert(problem.path);
}

bool ProblemLog::has(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  return paths_.contains(path);
}

std::vector<std::string> ProblemLog::messages() const {
  const std::scoped_lock lock(mutex_);
  std::vector<ingest::Problem> sorted = problems_;
  std::ranges::sort(sorted, {},
                    [](const ingest::Problem& p) { return std::tie(p.path, p.line, p.message); });
  std::vector<std::string> messages;
  messages.reserve(sorted.size());
  for (const ingest::Problem& problem : sorted) {
    messages.push_back(problem.line == 0
                           ? fmt::format("{}: {}", problem.path, problem.message)
                           : fmt::format("{}:{}: {}", problem.path, problem.line, problem.message));
  }
  return messages;
}

std::vector<ReadTask> plan_reading(const std::vector<ingest::CorpusFile>& files, ProblemLog& log,
                                   ArticleFilter filter) {
  TaskPlanner planner(log, std::move(filter));
  for (const ingest::CorpusFile& file : files) {
    const Result<std::vector<ingest::Chunk>> chunks = ingest::split_file(file.path);
    if (!chunks) {
      log.add({file.path, 0, chunks.error().message});
      continue;
    }
    for (const ingest::Chunk& chunk : *chunks) planner.add(file, chunk);
  }
  return planner.finish();
}

}  // namespace fihris::writer
