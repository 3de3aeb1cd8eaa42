#include "indexer/writer/corpus_reader.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "indexer/ingest/file_content.h"
#include "indexer/ingest/reader.h"

namespace fihris::writer {
namespace {

// A batch is best at a few hundred articles (see batch_writer.h).
constexpr std::uint64_t kTaskBytes = 1U << 20U;
constexpr size_t kTaskFiles = 256;

// A file, or the piece of it that is `chunks`. Small files are opened by the task that reads them.
struct Part {
  ingest::CorpusFile file;
  size_t number = 0;  // in the log
  std::optional<ingest::Chunk> chunk;
  bool is_first = true;  // takes the content of the file
};

// Reads one part. Its members are what all steps share.
class PartReader {
 public:
  PartReader(const Part& part, const ArticleFilter& filter, ReadLog& log, const ArticleSink& sink)
      : part_(part), filter_(filter), log_(log), sink_(sink) {}

  void read() {
    const std::string& path = part_.file.path;
    // Before the articles: what is written in between is seen the next time.
    if (part_.is_first) log_.set_content(part_.number, ingest::content_of(path));
    if (part_.chunk) return read_chunk(*part_.chunk);
    const Result<std::vector<ingest::Chunk>> chunks = ingest::split_file(path);
    if (!chunks) return note({path, 0, chunks.error().message});
    for (const ingest::Chunk& chunk : *chunks) read_chunk(chunk);
  }

 private:
  void read_chunk(const ingest::Chunk& chunk) {
    const auto take = [&](ingest::Article&& article) {
      SourcedArticle sourced{std::move(article), part_.file.path};
      if (filter_(sourced)) sink_(std::move(sourced));
    };
    log_.add_piece(part_.number,
                   ingest::read_chunk(part_.file.path, part_.file.relative_path, chunk, take,
                                      [this](const ingest::Problem& problem) { note(problem); }));
  }

  void note(const ingest::Problem& problem) {
    const bool is_gone = ::access(part_.file.path.c_str(), F_OK) != 0 && errno == ENOENT;
    if (!is_gone) log_.add_problem(problem);
  }

  const Part& part_;
  const ArticleFilter& filter_;
  ReadLog& log_;
  const ArticleSink& sink_;
};

// Collects parts until they are a task.
class TaskPlanner {
 public:
  TaskPlanner(ReadLog& log, ArticleFilter filter) : log_(log), filter_(std::move(filter)) {}

  void add(Part&& part, std::uint64_t bytes) {
    parts_.push_back(std::move(part));
    bytes_ += bytes;
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
                        for (const Part& part : parts) PartReader(part, filter, log, sink).read();
                      }});
    parts_.clear();
    bytes_ = 0;
  }

  ReadLog& log_;
  ArticleFilter filter_;
  std::vector<Part> parts_;
  std::uint64_t bytes_ = 0;
  std::vector<ReadTask> tasks_;
};

}  // namespace

std::vector<ReadTask> plan_reading(const std::vector<ingest::CorpusFile>& files, ReadLog& log,
                                   ArticleFilter filter) {
  TaskPlanner planner(log, std::move(filter));
  for (const ingest::CorpusFile& file : files) {
    const size_t number = log.add_file(file);
    if (file.size < kTaskBytes) {
      planner.add({file, number, std::nullopt, true}, file.size);
      continue;
    }
    const Result<std::vector<ingest::Chunk>> chunks = ingest::split_file(file.path);
    if (!chunks) {
      log.add_problem({file.path, 0, chunks.error().message});
      continue;
    }
    for (size_t i = 0; i < chunks->size(); ++i) {
      const ingest::Chunk& chunk = (*chunks)[i];
      planner.add({file, number, chunk, i == 0}, chunk.end - chunk.begin);
    }
  }
  return planner.finish();
}

}  // namespace fihris::writer
