#include "indexer/ingest/file_walker.h"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <unordered_set>
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
      is_first_visit(status);
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
    std::string name = path.string();
    if (name.ends_with('/')) name.pop_back();  // "news/" is "news"; "/" is ""
    root_ = S_ISDIR(status.st_mode) ? name : name.substr(0, name.rfind('/'));
    visit(name.empty() ? "/" : name);
    return {};
  }

  std::vector<CorpusFile> finish() {
    std::ranges::sort(files_, {}, &CorpusFile::relative_path);
    return std::move(files_);
  }

 private:
  void visit(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
      const int why = errno;
      if (::lstat(path.c_str(), &status) != 0 && errno == ENOENT) return;  // removed just now
      return report(path, "cannot be read: " + reason(why));
    }
    if (S_ISDIR(status.st_mode)) {
      if (is_first_visit(status)) visit_folder(path);
    } else if (!S_ISREG(status.st_mode)) {
      report(path, "not a regular file");
    } else if (is_first_visit(status)) {
      add_file(path, status);
    }
  }

  bool is_first_visit(const struct stat& status) {
    return visited_[status.st_dev].insert(status.st_ino).second;
  }

  // Plain strings and system calls: a folder may have 100,000 files.
  void visit_folder(const std::string& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), &::closedir);
    if (!entries) return report(folder, "cannot be read: " + reason(errno));
    std::vector<std::string> paths;
    const std::string prefix = folder.ends_with('/') ? folder : folder + '/';
    for (errno = 0; const dirent* entry = ::readdir(entries.get());) {
      if (entry->d_name[0] != '.') paths.push_back(prefix + entry->d_name);
    }
    if (errno != 0) report(folder, "cannot be read: " + reason(errno));
    std::ranges::sort(paths);
    for (const std::string& path : paths) visit(path);
  }

  void add_file(const std::string& path, const struct stat& status) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    files_.push_back({path, unique_relative_path(path), static_cast<std::uint64_t>(status.st_size),
                      status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec, status.st_ino});
  }

  std::string unique_relative_path(const std::string& path) {
    const std::string relative =
        escape_invalid_utf8(std::string_view(path).substr(root_.size() + 1));
    const std::string with_folder =
        escape_invalid_utf8(root_.substr(root_.rfind('/') + 1)) + "/" + relative;
    for (const std::string& name : {relative, with_folder}) {
      if (relative_paths_.insert(name).second) return name;
    }
    std::string whole = escape_invalid_utf8(path);
    relative_paths_.insert(whole);
    return whole;
  }

  void report(const std::string& path, std::string message) {
    problems_({path, 0, std::move(message)});
  }

  const ProblemSink& problems_;
  std::string root_;  // the folder that relative paths of the argument at hand begin in
  std::vector<CorpusFile> files_;
  std::map<dev_t, std::unordered_set<ino_t>> visited_;
  std::unordered_set<std::string> relative_paths_;
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
