#include "indexer/writer/file_changes.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <map>
#include <optional>
#include <thread>
#include <utility>

#include "indexer/ingest/file_content.h"

namespace fihris::writer {
namespace {

using ingest::CorpusFile;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kLongestStep = 2 * kSecond;  // of FAT

// The known files that are gone, by size and content.
class GoneFiles {
 public:
  GoneFiles(const std::vector<CorpusFile>& files, const FileTable& known) {
    std::unordered_set<std::string_view> present;
    for (const CorpusFile& file : files) present.insert(file.path);
    for (const auto& [path, stamp] : known) {
      if (!present.contains(path)) by_content_.emplace(std::pair(stamp.size, stamp.content), path);
    }
  }

  bool any_of_size(std::uint64_t size) const {
    const auto at = by_content_.lower_bound({size, 0});
    return at != by_content_.end() && at->first.first == size;
  }

  // Takes one that has become `file`.
  std::optional<std::string> take(const CorpusFile& file, std::uint64_t content) {
    const auto extension = [](const std::string& path) {
      return std::filesystem::path(path).extension();
    };
    const auto [begin, end] = by_content_.equal_range({file.size, content});
    const auto found = std::find_if(begin, end, [&](const auto& gone) {
      return extension(gone.second) == extension(file.path);  // it decides how a file is read
    });
    if (found == end) return std::nullopt;
    std::string path = found->second;
    by_content_.erase(found);
    return path;
  }

 private:
  std::multimap<std::pair<std::uint64_t, std::uint64_t>, std::string> by_content_;
};

// The clock that files get their times from.
std::int64_t file_clock() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return now.tv_sec * kSecond + now.tv_nsec;
}

}  // namespace

FileChanges compare_files(const std::vector<CorpusFile>& files, const FileTable& known) {
  GoneFiles gone(files, known);
  FileChanges changes;
  const auto stamp_of = [](const CorpusFile& file, const FileStamp& before) {
    return FileStamp{file.size, file.mtime_ns, file.inode, before.content, before.neighbours};
  };
  const auto keep = [&](const CorpusFile& file, const FileStamp& before) {
    changes.unchanged.insert(file.path);
    changes.stamps.emplace_hint(changes.stamps.end(), file.path, stamp_of(file, before));
  };
  for (const CorpusFile& file : files) {
    const auto before = known.find(file.path);
    const bool was_there = before != known.end();
    if (was_there && before->second == stamp_of(file, before->second)) {
      keep(file, before->second);
      continue;
    }
    const bool worth_a_look =
        was_there ? before->second.size == file.size : gone.any_of_size(file.size);
    const auto content = worth_a_look ? ingest::content_of(file.path) : std::nullopt;
    if (content && was_there && before->second.content == *content) {
      keep(file, before->second);
      continue;
    }
    std::optional<std::string> from;
    if (content && !was_there) from = gone.take(file, *content);
    if (from) {
      keep(file, known.at(*from));
      changes.moved.push_back({std::move(*from), file});
    } else {
      changes.to_read.push_back(file);
    }
  }
  return changes;
}

void wait_for_next_file_time(const std::vector<CorpusFile>& files) {
  std::int64_t newest = 0;
  for (const CorpusFile& file : files) newest = std::max(newest, file.mtime_ns);
  const bool whole_seconds = newest % kSecond == 0;  // a file system with coarse times
  const std::int64_t until = newest + (whole_seconds ? kLongestStep : 0);
  if (until > file_clock() + kLongestStep) return;  // from the future: no use to wait for it
  while (file_clock() <= until) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace fihris::writer
