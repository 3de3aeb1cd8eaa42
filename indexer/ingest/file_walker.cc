#include "indexer/ingest/file_walker.h"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "indexer/ingest/clean_text.h"

namespace fihris::ingest {
namespace {

namespace fs = std::filesystem;

std::string reason(int code) { return std::generic_category().message(code); }

class Walker {
 public:
  Walker(const ProblemSink& problems, const std::string& left_out) : problems_(problems) {
    struct stat status {};
    if (!left_out.empty() && ::stat(left_out.c_str(), &status) == 0) {
      visited_.emplace(status.st_dev, status.st_ino);
    }
  }

  Result<void> add_argument(const std::string& argument) {
    std::error_code code;
    const fs::path path = fs::absolute(argument, code).lexically_normal();
    struct stat status {};
    if (code || ::stat(path.c_str(), &status) != 0) {
      return fail(
          fmt::format("cannot read \"{}\": {}", argument, code ? code.message() : reason(errno)),
          "name folders or files that exist");
    }
    root_ = S_ISDIR(status.st_mode) ? path : path.parent_path();
    if (!root_.has_filename()) root_ = root_.parent_path();  // "news/" is "news"
    visit(path);
    return {};
  }

  std::vector<CorpusFile> finish() {
    std::ranges::sort(files_, {}, &CorpusFile::relative_path);
    return std::move(files_);
  }

 private:
  void visit(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return report(path, "cannot be read: " + reason(errno));
    if (S_ISDIR(status.st_mode)) {
      if (visited_.emplace(status.st_dev, status.st_ino).second) visit_folder(path);
    } else if (!S_ISREG(status.st_mode)) {
      report(path, "not a regular file");
    } else if (visited_.emplace(status.st_dev, status.st_ino).second) {
      add_file(path, status);
    }
  }

  void visit_folder(const fs::path& folder) {
    std::error_code code;
    std::vector<fs::path> entries;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
      if (!it->path().filename().string().starts_with('.')) entries.push_back(it->path());
    }
    if (code) report(folder, "cannot be read: " + code.message());
    std::ranges::sort(entries);
    for (const fs::path& entry : entries) visit(entry);
  }

  void add_file(const fs::path& path, const struct stat& status) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    files_.push_back({path.string(), unique_relative_path(path),
                      static_cast<std::uint64_t>(status.st_size),
                      status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec});
  }

  std::string unique_relative_path(const fs::path& path) {
    const std::string relative = escape_invalid_utf8(path.lexically_relative(root_).string());
    const std::string with_folder =
        escape_invalid_utf8((root_.filename() / path.lexically_relative(root_)).string());
    for (const std::string& name : {relative, with_folder}) {
      if (relative_paths_.insert(name).second) return name;
    }
    std::string whole = escape_invalid_utf8(path.string());
    relative_paths_.insert(whole);
    return whole;
  }

  void report(const fs::path& path, std::string message) {
    problems_({path.string(), 0, std::move(message)});
  }

  const ProblemSink& problems_;
  fs::path root_;  // the folder that relative paths of the argument at hand begin in
  std::vector<CorpusFile> files_;
  std::set<std::pair<dev_t, ino_t>> visited_;
  std::set<std::string> relative_paths_;
};

}  // namespace

Result<std::vector<CorpusFile>> walk_corpus(const std::vector<std::string>& corpus,
                                            const ProblemSink& problems,
                                            const std::string& left_out) {
  Walker walker(problems, left_out);
  for (const std::string& argument : corpus) {
    const Result<void> added = walker.add_argument(argument);
    if (!added) return tl::make_unexpected(added.error());
  }
  return walker.finish();
}

}  // namespace fihris::ingest
