#include "indexer/writer/index_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "indexer/ingest/clean_text.h"
#include "indexer/schema/index_layout.h"
#include "indexer/schema/snapshot.h"
#include "indexer/writer/alias_file.h"
#include "indexer/writer/corpus_reader.h"
#include "indexer/writer/file_changes.h"
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

// Of articles with one id the first stays; the others are marked as deleted and reported.
Result<void> drop_duplicate_ids(const std::filesystem::path& index, Generation& generation,
                                size_t first_new, ReadLog& log) {
  std::unordered_set<std::string> seen;
  for (size_t i = first_new; i < generation.segments.size(); ++i) {
    const auto segment = schema::Segment::open(index / generation.segments[i].name);
    if (!segment) return tl::make_unexpected(segment.error());
    for (schema::Doc doc = 0; doc < (*segment)->article_count(); ++doc) {
      const std::string_view id = (*segment)->ids[doc];
      if (seen.emplace(id).second) continue;
      generation.deleted[i].add(doc);
      const std::string_view file = (*segment)->path_names[(*segment)->paths[doc]];
      log.add_problem(
          {std::string(file), 0, fmt::format("second article with the id \"{}\" left out", id)});
    }
  }
  return {};
}

void append_segments(Generation& generation, std::vector<schema::SegmentInfo> segments) {
  for (schema::SegmentInfo& segment : segments) {
    generation.deleted.emplace_back(segment.articles);
    generation.renamed.emplace_back();
    generation.segments.push_back(std::move(segment));
  }
}

std::uint64_t deleted_count(const Generation& generation, size_t first) {
  std::uint64_t count = 0;
  for (size_t i = first; i < generation.deleted.size(); ++i) count += generation.deleted[i].count();
  return count;
}

tl::unexpected<Error> fail_without_articles(const WriteOptions& options, const ReadLog& log) {
  std::string message = "no articles in";
  for (const std::string& argument : options.corpus) message += fmt::format(" \"{}\"", argument);
  for (const std::string& problem : log.problems()) message += "\n  " + problem;
  return fail(message,
              "name a folder that has .txt or .jsonl files; an index that was there is as it was");
}

// The part of an article's path that is its file's: all of it, or what is before the name in an
// archive: "x/a.zip" of "x/a.zip/b.txt" in the file "/news/x/a.zip".
std::optional<std::string> path_in_corpus(std::string path, const std::string& file) {
  const std::string whole = ingest::escape_invalid_utf8(file);
  for (size_t end = path.size(); end != 0 && end != std::string::npos; end = path.rfind('/')) {
    path.resize(end);
    if (whole == path || whole.ends_with("/" + path)) return path;
  }
  return std::nullopt;
}

// What update found out about the files.
class Update {
 public:
  // `snapshot` is changed: its articles get the names of files that have moved.
  Update(const WriteOptions& options, Snapshot& snapshot)
      : options_(options), snapshot_(snapshot) {}

  Result<WriteReport> run() {
    if (const Result<void> read = read_aliases(); !read) return tl::make_unexpected(read.error());
    Result<std::vector<ingest::CorpusFile>> files = walk();
    if (!files) return tl::make_unexpected(files.error());
    wait_for_next_file_time(*files);
    const Neighbours neighbours(*files);
    choose_files(*files, neighbours);
    const std::vector<ReadTask> tasks = plan_reading(
        changes_.to_read, neighbours, log_, [this](const SourcedArticle& a) { return is_new(a); });
    Progress progress(options_.show_progress, total_bytes(tasks));
    std::vector<schema::SegmentInfo> segments = run_tasks(tasks, run_options(options_), progress);
    mark_vanished();
    if (const Result<void> allowed = guard_mass_delete(); !allowed) {
      return tl::make_unexpected(allowed.error());
    }
    return publish(*files, std::move(segments));
  }

 private:
  Result<void> read_aliases() {
    const Result<std::string> known = recorded_aliases(options_.index);
    if (!known) return tl::make_unexpected(known.error());
    Result<std::string> now = aliases_for(options_);
    if (!now) return tl::make_unexpected(now.error());
    known_aliases_ = *known;
    aliases_ = std::move(*now);
    return {};
  }

  Result<std::vector<ingest::CorpusFile>> walk() {
    return ingest::walk_corpus(
        options_.corpus, [this](const ingest::Problem& p) { log_.add_problem(p); }, options_.index);
  }

  void choose_files(const std::vector<ingest::CorpusFile>& files, const Neighbours& neighbours) {
    known_ =
        read_file_table(options_.index / schema::generation_name(snapshot_.manifest.generation));
    changes_ = compare_files(files, known_);
    reread_beside_changes(files, known_, neighbours, changes_);
    for (const ingest::CorpusFile& file : files) present_.insert(file.path);
    if (!changes_.moved.empty()) rename_moved();
  }

  // Gives the articles of moved files their new names. Where that cannot be, the file is read as a
  // new one.
  void rename_moved() {
    std::unordered_map<std::string_view, std::vector<DocRef>> docs;
    for (const MovedFile& moved : changes_.moved) docs[moved.from];
    for_each_article([&](DocRef ref) {
      const auto found = docs.find(snapshot_.file_of(ref));
      if (found != docs.end()) found->second.push_back(ref);
    });
    for (const MovedFile& moved : changes_.moved) {
      if (rename_articles(docs.at(moved.from), moved.from, moved.file)) {
        ++moved_count_;
        continue;
      }
      if (changes_.unchanged.erase(moved.file.path) == 0) continue;  // is read in any case
      changes_.stamps.erase(moved.file.path);
      changes_.to_read.push_back(moved.file);
    }
  }

  // False, with nothing changed, if a new id is taken or an article cannot be read.
  bool rename_articles(const std::vector<DocRef>& refs, const std::string& from,
                       const ingest::CorpusFile& file) {
    std::vector<schema::Renamed> names;
    for (const DocRef ref : refs) {
      const Result<schema::Article> article = snapshot_.article(ref);
      if (!article) return false;
      const std::optional<std::string> before = path_in_corpus(article->path, from);
      if (!before) return false;
      const auto after = [&](const std::string& name) {
        return file.relative_path + name.substr(before->size());
      };
      // "a.txt", "a.csv#2" and "a.zip/b.txt" are named after their file, "mover" is not.
      const bool is_named_after = article->id == *before ||
                                  article->id.starts_with(*before + "#") ||
                                  article->id.starts_with(*before + "/");
      std::string id = is_named_after ? after(article->id) : article->id;
      if (id != article->id && snapshot_.find_id(id)) return false;
      names.push_back({std::move(id), after(article->path), file.path});
    }
    for (size_t i = 0; i < refs.size(); ++i) {
      snapshot_.rename(refs[i], std::move(names[i]));
    }
    return true;
  }

  template <typename Visit>
  void for_each_article(Visit visit) const {
    for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
      for (schema::Doc doc = 0; doc < snapshot_.segments[s]->article_count(); ++doc) {
        if (!snapshot_.is_deleted({s, doc})) visit(DocRef{s, doc});
      }
    }
  }

  bool is_new(const SourcedArticle& sourced) {
    const std::optional<DocRef> before = snapshot_.find_id(sourced.article.id);
    const std::scoped_lock lock(mutex_);
    if (!before) {
      ++added_;
      return true;
    }
    const schema::Segment& segment = *snapshot_.segments[before->segment];
    const std::string file(snapshot_.file_of(*before));
    const bool elsewhere = file != sourced.file && changes_.unchanged.contains(file);
    if (elsewhere || !kept_.insert(*before).second) {
      log_.add_problem(
          {sourced.file, 0,
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
    std::unordered_map<std::string_view, bool> stays;  // by file: each is asked for once
    for_each_article([&](DocRef ref) {
      const auto [file, is_new] = stays.try_emplace(snapshot_.file_of(ref));
      if (is_new) {
        const std::string path(file->first);
        file->second = changes_.unchanged.contains(path) ||
                       (present_.contains(path) && log_.has_problem(path));
      }
      if (!file->second && !kept_.contains(ref)) vanished_.push_back(ref);
    });
  }

  Result<void> guard_mass_delete() const {
    if (options_.allow_mass_delete || vanished_.size() * 2 <= snapshot_.manifest.articles) {
      return {};
    }
    return fail(fmt::format("{} of {} articles would vanish; nothing was changed", vanished_.size(),
                            snapshot_.manifest.articles),
                "if their files are really gone (and no disk is missing), say --allow-mass-delete");
  }

  Result<WriteReport> publish(const std::vector<ingest::CorpusFile>& files,
                              std::vector<schema::SegmentInfo> segments) {
    Generation generation{snapshot_.manifest.segments, snapshot_.deleted, snapshot_.renamed,
                          std::move(changes_.stamps)};
    generation.files.merge(log_.stamps());
    generation.aliases = aliases_;
    for (const std::vector<DocRef>* refs : {&replaced_, &vanished_}) {
      for (const DocRef& ref : *refs) {
        generation.deleted[ref.segment].add(ref.doc);
        generation.renamed[ref.segment].erase(ref.doc);
      }
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
    report.moved = moved_count_;
    report.files = files.size();
    report.published = first_new < generation.segments.size() || !vanished_.empty() ||
                       generation.files != known_ || generation.aliases != known_aliases_;
    report.articles = snapshot_.manifest.articles;
    if (report.published) {
      merge_segments(generation, run_options(options_));
      report.articles =
          publish_generation(options_.index, next_numbers(options_.index).generation, generation)
              .articles;
    }
    report.problems = log_.problems();
    report.outcomes = log_.take_outcomes();
    report.unchanged.assign(changes_.unchanged.begin(), changes_.unchanged.end());
    std::ranges::sort(report.unchanged);
    return report;
  }

  const WriteOptions& options_;
  Snapshot& snapshot_;
  ReadLog log_;
  FileTable known_;  // files of the last run
  std::string known_aliases_;
  std::string aliases_;
  FileChanges changes_;
  std::unordered_set<std::string_view> present_;  // paths of all files there are now
  std::uint64_t moved_count_ = 0;
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
  Result<std::string> aliases = aliases_for(options);
  if (!aliases) return tl::make_unexpected(aliases.error());
  ReadLog log;
  Result<std::vector<ingest::CorpusFile>> files = ingest::walk_corpus(
      options.corpus, [&](const ingest::Problem& p) { log.add_problem(p); }, options.index);
  if (!files) return tl::make_unexpected(files.error());
  wait_for_next_file_time(*files);

  const Neighbours neighbours(*files);
  const std::vector<ReadTask> tasks =
      plan_reading(*files, neighbours, log, [](const SourcedArticle&) { return true; });
  Generation generation;
  {
    Progress progress(options.show_progress, total_bytes(tasks));
    append_segments(generation, run_tasks(tasks, run_options(options), progress));
  }
  if (generation.segments.empty()) return fail_without_articles(options, log);
  if (const Result<void> done = drop_duplicate_ids(options.index, generation, 0, log); !done) {
    return tl::make_unexpected(done.error());
  }
  generation.files = log.stamps();
  generation.aliases = std::move(*aliases);
  WriteReport report;
  report.files = files->size();
  report.articles =
      publish_generation(options.index, next_numbers(options.index).generation, generation)
          .articles;
  report.added = report.articles;
  report.problems = log.problems();
  report.outcomes = log.take_outcomes();
  return report;
}

Result<WriteReport> update_index(const WriteOptions& options) {
  if (!std::filesystem::exists(options.index / schema::kLiveFile)) return build_index(options);
  Result<IndexLock> lock = IndexLock::acquire(options.index);
  if (!lock) return tl::make_unexpected(lock.error());
  remove_leftovers(options.index);
  const Result<std::shared_ptr<const Snapshot>> published = Snapshot::open(options.index);
  if (!published) return tl::make_unexpected(published.error());
  Snapshot snapshot = **published;
  return Update(options, snapshot).run();
}

}  // namespace fihris::writer
