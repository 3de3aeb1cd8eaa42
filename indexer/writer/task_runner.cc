#include "indexer/writer/task_runner.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>

#include "indexer/schema/index_layout.h"
#include "indexer/writer/segment_writer.h"

namespace fihris::writer {
namespace {

namespace fs = std::filesystem;

std::uint64_t memory_of(const Batch& batch) {
  return batch.articles.size() + batch.stream.size() * sizeof(batch.stream[0]) +
         batch.docs.size() * (sizeof(DocColumns) + 64);
}

// Workers that take tasks until there are none, or until the memory of what they hold is over the
// limit.
class Wave {
 public:
  Wave(const std::vector<ReadTask>& tasks, size_t first_task, const RunOptions& options,
       Progress& progress)
      : tasks_(tasks), next_(first_task), options_(options), progress_(progress) {
    for (unsigned i = 0; i < std::max(1U, options.jobs); ++i) {
      workers_.push_back(std::make_unique<BatchWriter>(i));
    }
  }

  void run() {
    std::vector<std::jthread> threads;
    for (size_t i = 1; i < workers_.size(); ++i) threads.emplace_back([this, i] { work(i); });
    work(0);
    threads.clear();
    if (failure_) std::rethrow_exception(failure_);
  }

  size_t next_task() const { return std::min(next_.load(), tasks_.size()); }
  std::vector<Batch> take_batches() { return std::move(batches_); }
  const std::vector<std::unique_ptr<BatchWriter>>& workers() const { return workers_; }

 private:
  void work(size_t worker) try {
    std::uint64_t worker_bytes = 0;
    while (memory_ < options_.memory_limit && !failed_) {
      if (options_.stopped && options_.stopped()) throw Interrupted();
      const size_t number = next_++;
      if (number >= tasks_.size()) return;
      run(worker, number, worker_bytes);
    }
  } catch (...) {
    const std::scoped_lock lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    failed_ = true;
  }

  // An archive is one task, whatever is in it: its articles are written as they come.
  void run(size_t worker, size_t number, std::uint64_t& worker_bytes) {
    constexpr size_t kBatchBytes = size_t{8} << 20U;
    std::vector<SourcedArticle> articles;
    size_t bytes = 0;
    size_t count = 0;
    size_t batches = 0;
    const auto write = [&] {
      if (articles.empty()) return;
      add(workers_[worker]->write(batch_number(number, batches++), articles), worker, worker_bytes);
      count += articles.size();
      articles.clear();
      bytes = 0;
    };
    tasks_[number].read([&](SourcedArticle&& article) {
      bytes += article.article.body.size();
      articles.push_back(std::move(article));
      if (bytes >= kBatchBytes) write();
    });
    write();
    progress_.add(count, tasks_[number].bytes);
  }

  // In the order of the tasks, and within a task in that of reading.
  static size_t batch_number(size_t task, size_t batch) {
    constexpr unsigned kBatchBits = 24;
    return (task << kBatchBits) + batch;
  }

  void add(Batch&& batch, size_t worker, std::uint64_t& worker_bytes) {
    const std::uint64_t bytes = workers_[worker]->memory();
    memory_ += memory_of(batch) + bytes - worker_bytes;
    worker_bytes = bytes;
    const std::scoped_lock lock(mutex_);
    batches_.push_back(std::move(batch));
  }

  const std::vector<ReadTask>& tasks_;
  std::atomic<size_t> next_;
  std::atomic<std::uint64_t> memory_{0};
  std::atomic<bool> failed_{false};
  const RunOptions& options_;
  Progress& progress_;
  std::vector<std::unique_ptr<BatchWriter>> workers_;
  std::mutex mutex_;
  std::vector<Batch> batches_;
  std::exception_ptr failure_;
};

}  // namespace

std::vector<schema::SegmentInfo> run_tasks(const std::vector<ReadTask>& tasks,
                                           const RunOptions& options, Progress& progress) {
  std::vector<schema::SegmentInfo> segments;
  for (size_t task = 0; task < tasks.size();) {
    Wave wave(tasks, task, options, progress);
    wave.run();
    task = wave.next_task();
    std::vector<Batch> batches = wave.take_batches();
    if (batches.empty()) continue;
    const std::string name = schema::segment_name(options.first_segment + segments.size());
    segments.push_back(write_segment(options.index / name, std::move(batches), wave.workers()));
  }
  return segments;
}

}  // namespace fihris::writer
