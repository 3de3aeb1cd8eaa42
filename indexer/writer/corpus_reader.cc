#include "indexer/writer/corpus_reader.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "indexer/ingest/file_content.h"
#include "indexer/ingest/reader.h"
#include "indexer/writer/site_pages.h"

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
  PartReader(const Part& part, const ArticleFilter& filter, ReadLog& log, SitePages& pages,
             const ArticleSink& sink)
      : part_(part), filter_(filter), log_(log), pages_(pages), sink_(sink) {}

  void read() {
    const ingest::CorpusFile& file = part_.file;
    if (pages_.has(file)) return take_page();
    // Before the articles: what is written in between is seen the next time.
    const auto content = part_.is_first ? ingest::content_of(file.path) : std::nullopt;
    if (part_.is_first) log_.set_content(part_.number, content);
    const Result<std::vector<ingest::Chunk>> chunks =
        part_.chunk ? std::vector{*part_.chunk} : ingest::split_file(file.path);
    if (!chunks) return note({file.path, 0, chunks.error().message});
    if (chunks->size() == 1 && is_page_format(chunks->front().format)) {
      pages_.read(file, chunks->front(), content);
      return take_page();
    }
    for (const ingest::Chunk& chunk : *chunks) read_chunk(chunk);
  }

 private:
  void take_page() {
    ReadPage page = pages_.take(part_.file);
    log_.set_content(part_.number, page.content);
    log_.set_neighbours(part_.number, page.neighbours);
    log_.add_piece(part_.number, std::move(page.report));
    for (const ingest::Problem& problem : page.problems) note(problem);
    for (ingest::Article& article : page.articles) take(std::move(article));
  }

  void read_chunk(const ingest::Chunk& chunk) {
    log_.add_piece(part_.number,
                   ingest::read_chunk(
                       part_.file.path, part_.file.relative_path, chunk,
                       [this](ingest::Article&& article) { take(std::move(article)); },
                       [this](const ingest::Problem& problem) { note(problem); }));
  }

  void take(ingest::Article&& article) {
    SourcedArticle sourced{std::move(article), part_.file.path};
    if (filter_(sourced)) sink_(std::move(sourced));
  }

  void note(const ingest::Problem& problem) {
    const bool is_gone = ::access(part_.file.path.c_str(), F_OK) != 0 && errno == ENOENT;
    if (!is_gone) log_.add_problem(problem);
  }

  const Part& part_;
  const ArticleFilter& filter_;
  ReadLog& log_;
  SitePages& pages_;
  const ArticleSink& sink_;
};

// Collects parts until they are a task.
class TaskPlanner {
 public:
  TaskPlanner(ReadLog& log, ArticleFilter filter, const Neighbours& neighbours)
      : log_(log), filter_(std::move(filter)), neighbours_(neighbours) {}

  // `text` is how much of the bytes may be text.
  void add(Part&& part, std::uint64_t bytes, std::uint64_t text) {
    parts_.push_back(std::move(part));
    bytes_ += bytes;
    text_ += text;
    if (text_ >= kTaskBytes || parts_.size() >= kTaskFiles) close();
  }

  std::vector<ReadTask> finish() {
    close();
    return std::move(tasks_);
  }

 private:
  void close() {
    if (parts_.empty()) return;
    tasks_.push_back({bytes_, [parts = std::move(parts_), filter = filter_, &log = log_,
                               &neighbours = neighbours_](const ArticleSink& sink) {
                        SitePages pages(neighbours);
                        for (const Part& part : parts) {
                          PartReader(part, filter, log, pages, sink).read();
                        }
                      }});
    parts_.clear();
    bytes_ = 0;
    text_ = 0;
  }

  ReadLog& log_;
  ArticleFilter filter_;
  const Neighbours& neighbours_;
  std::vector<Part> parts_;
  std::uint64_t bytes_ = 0;
  std::uint64_t text_ = 0;
  std::vector<ReadTask> tasks_;
};

// Most of a web page is no text, and small tasks would read many pages twice, as neighbours of
// their first and last ones.
std::uint64_t text_in(const ingest::CorpusFile& file) {
  constexpr std::uint64_t kTextInPages = 8;  // one byte of so many
  const ingest::FormatInfo* format = ingest::find_format({}, file.path);
  return format != nullptr && format->format == ingest::Format::html ? file.size / kTextInPages
                                                                     : file.size;
}

}  // namespace

std::vector<ReadTask> plan_reading(const std::vector<ingest::CorpusFile>& files,
                                   const Neighbours& neighbours, ReadLog& log,
                                   ArticleFilter filter) {
  TaskPlanner planner(log, std::move(filter), neighbours);
  for (const ingest::CorpusFile& file : files) {
    const size_t number = log.add_file(file);
    const std::uint64_t text = text_in(file);
    if (text < kTaskBytes) {
      planner.add({file, number, std::nullopt, true}, file.size, text);
      continue;
    }
    const Result<std::vector<ingest::Chunk>> chunks = ingest::split_file(file.path);
    if (!chunks) {
      log.add_problem({file.path, 0, chunks.error().message});
      continue;
    }
    for (size_t i = 0; i < chunks->size(); ++i) {
      const ingest::Chunk& chunk = (*chunks)[i];
      const std::uint64_t bytes = chunk.end - chunk.begin;
      planner.add({file, number, chunk, i == 0}, bytes, bytes);
    }
  }
  return planner.finish();
}

}  // namespace fihris::writer
