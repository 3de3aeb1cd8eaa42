#include "indexer/writer/index_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <thread>
#include <unordered_set>

#include "indexer/schema/index_layout.h"
#include "indexer/schema/snapshot.h"
#include "indexer/writer/corpus_reader.h"
#include "indexer/writer/generation.h"
#include "indexer/writer/index_lock.h"
#include "indexer/writer/segment_merger.h"

namespace fihris::writer {
namespace {

using schema::DocRef;
using schema::Snapshot;

unsigned job_count(const WriteOptions& options) {
  return options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
}

RunOptions run_options(const WriteOptions& options) {
  return {options.index, job_count(options), options.memory_limit,
          next_numbers(options.index).segment, options.stopped};
}

std::uint64_t total_bytes(const std::vector<ReadTask>& tasks) {
  std::uint64_t sum = 0;
  for (const ReadTask& task : tasks) sum += task.bytes;
  return sum;
}

FileTable file_table(const std::vector<ingest::CorpusFile>& files, const ProblemLog& log) {
  FileTable table;
  for (const ingest::CorpusFile& file : files) {
    if (!log.has(file.path)) table[file.path] = {file.size, file.mtime_ns};
  }
  return table;
}

// Of articles with one id the first stays; the others are marked as deleted and reported.
Result<void> drop_duplicate_ids(const std::filesystem::path& index, Generation& generation,
                                size_t first_new, ProblemLog& log) {
  std::unordered_set<std::string> seen;
  for (size_t i = first_new; i < generation.segments.size(); ++i) {
    const auto segment = schema::Segment::open(index / generation.segments[i].name);
    if (!segment) return tl::make_unexpected(segment.error());
    for (schema::Doc doc = 0; doc < (*segment)->article_count(); ++doc) {
      const std::string_view id = (*segment)->ids[doc];
      if (seen.emplace(id).second) continue;
      generation.deleted[i].add(doc);
      const std::string_view file = (*segment)->path_names[(*segment)->paths[doc]];
      log.add(
          {std::string(file), 0, fmt::format("second article with the id \"{}\" left out", id)});
    }
  }
  return {};
}

void append_segments(Generation& generation, std::vector<schema::SegmentInfo> segments) {
  for (schema::SegmentInfo& segment : segments) {
    generation.deleted.emplace_back(segment.articles);
    generation.segments.push_back(std::move(segment));
  }
}

std::uint64_t deleted_count(const Generation& generation, size_t first) {
  std::uint64_t count = 0;
  for (size_t i = first; i < generation.deleted.size(); ++i) count += generation.deleted[i].count();
  return count;
}

tl::unexpected<Error> fail_without_articles(const WriteOptions& options, const ProblemLog& log) {
  std::string message = "no articles in";
  for (const std::string& argument : options.corpus) message += fmt::format(" \"{}\"", argument);
  for (const std::string& problem : log.messages()) message += "\n  " + problem;
  return fail(message,
              "name a folder that has .txt or .jsonl files; an index that was there is as it was");
}

// What update found out about the files.
class Update {
 public:
  Update(const WriteOptions& options, std::shared_ptr<const Snapshot> snapshot)
      : options_(options), snapshot_(std::move(snapshot)) {}

  Result<WriteReport> run() {
    Result<std::vector<ingest::CorpusFile>> files = walk();
    if (!files) return tl::make_unexpected(files.error());
    choose_files(*files);
    const std::vector<ReadTask> tasks =
        plan_reading(changed_files_, log_, [this](const SourcedArticle& a) { return is_new(a); });
    Progress progress(options_.show_progress, total_bytes(tasks));
    std::vector<schema::SegmentInfo> segments = run_tasks(tasks, run_options(options_), progress);
    mark_vanished();
    if (const Result<void> allowed = guard_mass_delete(); !allowed) {
      return tl::make_unexpected(allowed.error());
    }
    return publish(*files, std::move(segments));
  }

 private:
  Result<std::vector<ingest::CorpusFile>> walk() {
    return ingest::walk_corpus(
        options_.corpus, [this](const ingest::Problem& p) { log_.add(p); }, options_.index);
  }

  void choose_files(const std::vector<ingest::CorpusFile>& files) {
    const std::filesystem::path generation =
        options_.index / schema::generation_name(snapshot_->manifest.generation);
    known_files_ = read_file_table(generation);
    for (const ingest::CorpusFile& file : files) {
      present_.insert(file.path);
      const auto found = known_files_.find(file.path);
      if (found != known_files_.end() && found->second == FileStamp{file.size, file.mtime_ns}) {
        unchanged_.insert(file.path);
      } else {
        changed_files_.push_back(file);
      }
    }
  }

  bool is_new(const SourcedArticle& sourced) {
    const std::optional<DocRef> before = snapshot_->find_id(sourced.article.id);
    const std::scoped_lock lock(mutex_);
    if (!before) {
      ++added_;
      return true;
    }
    const schema::Segment& segment = *snapshot_->segments[before->segment];
    const std::string file(segment.path_names[segment.paths[before->doc]]);
    const bool elsewhere = file != sourced.file && unchanged_.contains(file);
    if (elsewhere || !kept_.insert(*before).second) {
      log_.add({sourced.file, 0,
                fmt::format("second article with the id \"{}\" left out", sourced.article.id)});
      return false;
    }
    if (file == sourced.file && segment.content_sums[before->doc] == content_sum(sourced.article)) {
      return false;
    }
    replaced_.push_back(*before);
    return true;
  }

  // Articles that are no longer in their file, or whose file is gone. A file that could not be read
  // whole keeps the articles that it had.
  void mark_vanished() {
    for (std::uint32_t s = 0; s < snapshot_->segments.size(); ++s) {
      const schema::Segment& segment = *snapshot_->segments[s];
      std::vector<bool> stays(segment.path_names.size());
      for (size_t i = 0; i < stays.size(); ++i) {
        const std::string path(segment.path_names[i]);
        stays[i] = unchanged_.contains(path) || (present_.contains(path) && log_.has(path));
      }
      for (schema::Doc doc = 0; doc < segment.article_count(); ++doc) {
        const DocRef ref{s, doc};
        if (stays[segment.paths[doc]] || snapshot_->is_deleted(ref) || kept_.contains(ref)) {
          continue;
        }
        vanished_.push_back(ref);
      }
    }
  }

  Result<void> guard_mass_delete() const {
    if (options_.allow_mass_delete || vanished_.size() * 2 <= snapshot_->manifest.articles) {
      return {};
    }
    return fail(fmt::format("{} of {} articles would vanish; nothing was changed", vanished_.size(),
                            snapshot_->manifest.articles),
                "if their files are really gone (and no disk is missing), say --allow-mass-delete");
  }

  Result<WriteReport> publish(const std::vector<ingest::CorpusFile>& files,
                              std::vector<schema::SegmentInfo> segments) {
    Generation generation{snapshot_->manifest.segments, snapshot_->deleted,
                          file_table(files, log_)};
    for (const std::vector<DocRef>* refs : {&replaced_, &vanished_}) {
      for (const DocRef& ref : *refs) generation.deleted[ref.segment].add(ref.doc);
    }
    const size_t first_new = generation.segments.size();
    append_segments(generation, std::move(segments));
    if (const Result<void> done = drop_duplicate_ids(options_.index, generation, first_new, log_);
        !done) {
      return tl::make_unexpected(done.error());
    }
    WriteReport report;
    report.added = added_ - deleted_count(generation, first_new);
    report.changed = replaced_.size();
    report.removed = vanished_.size();
    report.files = files.size();
    report.published = first_new < generation.segments.size() || !vanished_.empty() ||
                       generation.files != known_files_;
    report.articles = snapshot_->manifest.articles;
    if (report.published) {
      merge_segments(generation, run_options(options_));
      report.articles =
          publish_generation(options_.index, next_numbers(options_.index).generation, generation)
              .articles;
    }
    report.problems = log_.messages();
    return report;
  }

  const WriteOptions& options_;
  std::shared_ptr<const Snapshot> snapshot_;
  ProblemLog log_;
  FileTable known_files_;            // of the last run
  std::set<std::string> present_;    // all files there are now
  std::set<std::string> unchanged_;  // those with the size and time of the last run
  std::vector<ingest::CorpusFile> changed_files_;
  std::mutex mutex_;
  std::set<DocRef> kept_;  // old articles that are still in their file, as they were or replaced
  std::vector<DocRef> replaced_;
  std::vector<DocRef> vanished_;
  std::uint64_t added_ = 0;
};

}  // namespace

Result<WriteReport> build_index(const WriteOptions& options) {
  Result<IndexLock> lock = IndexLock::acquire(options.index);
  if (!lock) return tl::make_unexpected(lock.error());
  remove_leftovers(options.index);
  ProblemLog log;
  Result<std::vector<ingest::CorpusFile>> files = ingest::walk_corpus(
      options.corpus, [&](const ingest::Problem& p) { log.add(p); }, options.index);
  if (!files) return tl::make_unexpected(files.error());

  const std::vector<ReadTask> tasks =
      plan_reading(*files, log, [](const SourcedArticle&) { return true; });
  Generation generation;
  {
    Progress progress(options.show_progress, total_bytes(tasks));
    append_segments(generation, run_tasks(tasks, run_options(options), progress));
  }
  if (generation.segments.empty()) return fail_without_articles(options, log);
  if (const Result<void> done = drop_duplicate_ids(options.index, generation, 0, log); !done) {
    return tl::make_unexpected(done.error());
  }
  generation.files = file_table(*files, log);
  WriteReport report;
  report.files = files->size();
  report.articles =
      publish_generation(options.index, next_numbers(options.index).generation, generation)
          .articles;
  report.added = report.articles;
  report.problems = log.messages();
  return report;
}

Result<WriteReport> update_index(const WriteOptions& options) {
  if (!std::filesystem::exists(options.index / schema::kLiveFile)) return build_index(options);
  Result<IndexLock> lock = IndexLock::acquire(options.index);
  if (!lock) return tl::make_unexpected(lock.error());
  remove_leftovers(options.index);
  Result<std::shared_ptr<const Snapshot>> snapshot = Snapshot::open(options.index);
  if (!snapshot) return tl::make_unexpected(snapshot.error());
  return Update(options, std::move(*snapshot)).run();
}

Result<schema::Manifest> check_index(const std::filesystem::path& index) {
  Result<schema::Manifest> manifest = schema::read_any_manifest(index);
  if (!manifest) return manifest;
  const std::string hint =
      fmt::format("rebuild it with: fihris-indexer build --index {} CORPUS...", index.string());
  for (const schema::SegmentInfo& segment : manifest->segments) {
    for (const auto& [name, expected] : segment.files) {
      const std::filesystem::path path = index / segment.name / name;
      const Result<schema::FileSum> found = schema::sum_file(path);
      if (!found) return fail(found.error().message, hint);
      if (found->bytes != expected.bytes) {
        return fail(fmt::format("{} is damaged: {} bytes instead of {}", path.string(),
                                found->bytes, expected.bytes),
                    hint);
      }
      if (found->checksum != expected.checksum) {
        return fail(
            fmt::format("{} is damaged: its content is not what was written", path.string()), hint);
      }
    }
  }
  const Result<std::shared_ptr<const Snapshot>> snapshot = Snapshot::open(index);
  if (!snapshot) {
    return fail(snapshot.error().message,
                snapshot.error().hint.empty() ? hint : snapshot.error().hint);
  }
  return manifest;
}

}  // namespace fihris::writer
