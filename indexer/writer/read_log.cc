#include "indexer/writer/read_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace fihris::writer {
namespace {

std::string line_of(const ingest::Problem& problem) {
  return problem.line == 0 ? problem.message : fmt::format("{}: {}", problem.line, problem.message);
}

}  // namespace

size_t ReadLog::add_file(const ingest::CorpusFile& file) {
  const std::scoped_lock lock(mutex_);
  files_.emplace_back().file = file;
  return files_.size() - 1;
}

void ReadLog::set_content(size_t file, std::optional<std::uint64_t> content) {
  const std::scoped_lock lock(mutex_);
  files_[file].content = content;
}

void ReadLog::set_neighbours(size_t file, std::uint64_t neighbours) {
  const std::scoped_lock lock(mutex_);
  files_[file].neighbours = neighbours;
}

void ReadLog::add_piece(size_t file, ingest::ReadReport&& report) {
  const std::scoped_lock lock(mutex_);
  files_[file].read.add(std::move(report));
}

void ReadLog::add_problem(const ingest::Problem& problem) {
  const std::scoped_lock lock(mutex_);
  problems_.push_back(problem);
  problem_paths_.insert(problem.path);
}

bool ReadLog::has_problem(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  return problem_paths_.contains(path);
}

std::vector<std::string> ReadLog::problems() const {
  const std::scoped_lock lock(mutex_);
  std::vector<ingest::Problem> sorted = problems_;
  std::ranges::sort(sorted, {},
                    [](const ingest::Problem& p) { return std::tie(p.path, p.line, p.message); });
  std::vector<std::string> messages;
  messages.reserve(sorted.size());
  for (const ingest::Problem& problem : sorted) {
    messages.push_back(
        fmt::format("{}:{}{}", problem.path, problem.line == 0 ? " " : "", line_of(problem)));
  }
  return messages;
}

std::vector<FileOutcome> ReadLog::take_outcomes() {
  const std::scoped_lock lock(mutex_);
  std::map<std::string_view, FileOutcome*> by_path;
  for (FileOutcome& outcome : files_) by_path[outcome.file.path] = &outcome;
  for (const ingest::Problem& problem : problems_) {
    const auto found = by_path.find(problem.path);
    if (found != by_path.end()) found->second->problems.push_back(line_of(problem));
  }
  return std::move(files_);
}

FileTable ReadLog::stamps() const {
  const std::scoped_lock lock(mutex_);
  FileTable table;
  for (const FileOutcome& outcome : files_) {
    const ingest::CorpusFile& file = outcome.file;
    if (!outcome.content || problem_paths_.contains(file.path)) continue;
    table[file.path] = {file.size, file.mtime_ns, file.inode, *outcome.content, outcome.neighbours};
  }
  return table;
}

}  // namespace fihris::writer
