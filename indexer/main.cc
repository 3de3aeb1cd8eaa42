// fihris-indexer: the command line.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "indexer/analyze_command.h"
#include "indexer/ingest/sandbox/sandbox.h"
#include "indexer/report.h"
#include "indexer/watch_command.h"
#include "indexer/writer/index_writer.h"
#include "indexer/writer/task_runner.h"

namespace {

using fihris::Error;
using fihris::Result;
using fihris::writer::WriteOptions;
using fihris::writer::WriteReport;

constexpr int kDone = 0;
constexpr int kSomeUnread = 1;
constexpr int kNotDone = 2;
constexpr std::uint64_t kMegabyte = 1ULL << 20U;

struct Options {
  std::string index;
  std::vector<std::string> corpus;
  std::string aliases;
  unsigned jobs = 0;
  std::uint64_t memory_mb = 1024;
  fihris::ingest::SandboxLimits file_limits;
  std::uint64_t file_memory_mb = file_limits.memory / kMegabyte;
  bool quiet = false;
  bool allow_mass_delete = false;
  bool json = false;
  unsigned poll_seconds = 10;
  std::string report;
  bool dry_run = false;
};

constexpr const char* kKept =
    "what was published before is as it was; free space or fix the disk, and run again";

int report_error(const Error& error) {
  fmt::print(stderr, "fihris-indexer: {}\n", error.message);
  if (!error.hint.empty()) fmt::print(stderr, "  {}\n", error.hint);
  return kNotDone;
}

int report_written(const Result<WriteReport>& result, const Options& options) {
  if (!result) return report_error(result.error());
  if (!options.report.empty()) {
    const Result<void> written = fihris::write_report(options.report, *result);
    if (!written) return report_error(written.error());
  }
  for (const std::string& problem : result->problems) fmt::print(stderr, "{}\n", problem);
  if (!result->problems.empty()) {
    fmt::print(stderr, "{} could not be read\n", result->problems.size());
  }
  const bool on_terminal = ::isatty(STDERR_FILENO) != 0;
  if (!options.quiet && (on_terminal || options.dry_run)) {
    fmt::print(stderr, "{}", fihris::summary_of(*result));
  }
  if (!options.quiet && options.dry_run) {
    fmt::print("{} articles in {} files; nothing was written\n", result->articles, result->files);
  } else if (!options.quiet) {
    const std::string moved =
        result->moved == 0 ? "" : fmt::format("{} files moved, ", result->moved);
    fmt::print("{} articles in {} ({} added, {} changed, {} removed, {}{} files){}\n",
               result->articles, options.index, result->added, result->changed, result->removed,
               moved, result->files, result->published ? "" : ", nothing had changed");
  }
  return result->problems.empty() ? kDone : kSomeUnread;
}

// A disk that fails, as an error.
Result<WriteReport> update_or_error(const WriteOptions& options) try {
  return fihris::writer::update_index(options);
} catch (const fihris::writer::Interrupted&) {
  WriteReport nothing;
  nothing.published = false;
  return nothing;
} catch (const std::exception& error) {
  return fihris::fail(error.what(), kKept);
}

WriteOptions write_options(const Options& options) {
  WriteOptions write;
  write.index = options.index;
  write.corpus = options.corpus;
  write.aliases = options.aliases;
  write.jobs = options.jobs;
  write.memory_limit = options.memory_mb * kMegabyte;
  write.show_progress = !options.quiet && ::isatty(STDERR_FILENO) != 0;
  write.allow_mass_delete = options.allow_mass_delete;
  return write;
}

// One line for each update that found something to do, and for each failure that was not the last
// one's, too.
int watch(const Options& options) {
  for (const std::string& argument : options.corpus) {
    if (std::filesystem::exists(argument)) continue;
    return report_error({fmt::format("cannot read \"{}\": there is no such file", argument),
                         "name folders or files that exist"});
  }
  std::string last_failure;
  fihris::watch_corpus(write_options(options), std::chrono::seconds(options.poll_seconds),
                       [&](const WriteOptions& write) {
                         const Result<WriteReport> result = update_or_error(write);
                         if (!result) {
                           if (result.error().message != last_failure) report_error(result.error());
                           last_failure = result.error().message;
                           return false;
                         }
                         last_failure.clear();
                         if (result->published) report_written(result, options);
                         std::fflush(stdout);
                         return true;
                       });
  return kDone;
}

int check(const Options& options) {
  const Result<fihris::schema::Manifest> manifest = fihris::writer::check_index(options.index);
  if (!manifest) return report_error(manifest.error());
  if (!options.quiet) {
    fmt::print("{} is whole: {} articles in {} segments, generation {}, built {} by {}\n",
               options.index, manifest->articles, manifest->segments.size(), manifest->generation,
               manifest->built, manifest->analyzer);
  }
  return kDone;
}

void add_write_options(CLI::App& command, Options& options) {
  command.add_option("--index", options.index, "the index folder")->required();
  command.add_option("--jobs", options.jobs, "worker threads; 0: one for each processor")
      ->capture_default_str();
  command
      .add_option("--memory", options.memory_mb, "megabytes to hold before a segment is written")
      ->capture_default_str()
      ->check(CLI::Range(16, 1 << 20));
  command
      .add_option("--file-seconds", options.file_limits.seconds,
                  "processor time to read a PDF, an office document or an archive; one more for "
                  "each megabyte of it")
      ->capture_default_str()
      ->check(CLI::Range(1, 1 << 20));
  command.add_option("--file-memory", options.file_memory_mb, "megabytes to read one of those")
      ->capture_default_str()
      ->check(CLI::Range(16, 1 << 20));
  command.add_option("--aliases", options.aliases,
                     "a file with spellings of your own, kept with the index; an empty one drops "
                     "them");
  command.add_flag("--quiet", options.quiet, "no progress and no summary");
  command.add_option("CORPUS", options.corpus, "folders and files with articles")->required();
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app{"Builds and updates a Fihris index of Arabic articles."};
  app.set_version_flag("--version", "fihris-indexer " FIHRIS_VERSION);
  app.require_subcommand(1);
  CLI::App* const build = app.add_subcommand("build", "index CORPUS from nothing");
  add_write_options(*build, options);
  CLI::App* const update =
      app.add_subcommand("update", "add, change and remove what differs from CORPUS");
  add_write_options(*update, options);
  CLI::App* const watch_command =
      app.add_subcommand("watch", "update whenever files of CORPUS change, until Ctrl+C");
  add_write_options(*watch_command, options);
  watch_command
      ->add_option("--poll", options.poll_seconds,
                   "seconds between two looks where the kernel does not tell of changes")
      ->capture_default_str()
      ->check(CLI::Range(1, 86400));
  for (CLI::App* const command : {build, update}) {
    command->add_option("--report", options.report,
                        "write how each file was read to this file, a JSON object a line");
    command->add_flag("--dry-run", options.dry_run, "read everything, write nothing");
  }
  for (CLI::App* const command : {update, watch_command}) {
    command->add_flag("--allow-mass-delete", options.allow_mass_delete,
                      "let more than half of the articles vanish");
  }
  CLI::App* const check_command = app.add_subcommand("check", "is the index whole?");
  check_command->add_option("--index", options.index, "the index folder")->required();
  check_command->add_flag("--quiet", options.quiet, "only the exit status");
  CLI::App* const analyze =
      app.add_subcommand("analyze", "show the terms of each word of standard input");
  analyze->add_flag("--json", options.json,
                    "one JSON object a token, with the rule behind each stem");
  for (CLI::App* const command : {build, update, watch_command, check_command, analyze}) {
    command->set_version_flag("--version", "fihris-indexer " FIHRIS_VERSION);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kNotDone;
  }
  options.file_limits.memory = options.file_memory_mb * kMegabyte;
  fihris::ingest::set_sandbox_limits(options.file_limits);
  if (options.dry_run) {
    return report_written(fihris::writer::dry_run(write_options(options)), options);
  }
  if (build->parsed()) {
    return report_written(fihris::writer::build_index(write_options(options)), options);
  }
  if (update->parsed()) {
    return report_written(fihris::writer::update_index(write_options(options)), options);
  }
  if (watch_command->parsed()) return watch(options);
  if (check_command->parsed()) return check(options);
  fihris::analyze_lines(std::cin, std::cout, options.json);
  return kDone;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return report_error({error.what(), kKept});
  }
}
