#include "indexer/writer/neighbours.h"

#include <xxhash.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/ingest/site_lines.h"

namespace fihris::writer {
namespace {

using ingest::CorpusFile;

// The folder and the extension, with a '/' between: "a/b/.html" of "a/b/c.html".
std::string group_of(std::string_view path) {
  std::size_t slash = path.rfind('/');
  std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  name = name.substr(0, name.find('?'));  // "article.php?id=5", as wget saves it
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  if (name.substr(0, dot) == "index" && slash != std::string_view::npos && slash > 0) {
    slash = path.rfind('/', slash - 1);
  }
  std::string group(path.substr(0, slash == std::string_view::npos ? 0 : slash));
  group += '/';
  group += name.substr(dot);
  return group;
}

}  // namespace

void Neighbours::make_groups() const {
  std::unordered_map<std::string, std::uint32_t> numbers;
  places_.reserve(files_.size());
  for (std::uint32_t i = 0; i < files_.size(); ++i) {
    const auto next = static_cast<std::uint32_t>(groups_.size());
    const auto [group, is_new] = numbers.try_emplace(group_of(files_[i].relative_path), next);
    if (is_new) groups_.emplace_back();
    std::vector<std::uint32_t>& files = groups_[group->second];
    places_.push_back({group->second, static_cast<std::uint32_t>(files.size())});
    files.push_back(i);
  }
}

std::vector<const CorpusFile*> Neighbours::of(const CorpusFile& file) const {
  std::call_once(made_, [this] { make_groups(); });
  const auto at =
      std::ranges::lower_bound(files_, file.relative_path, {}, &CorpusFile::relative_path);
  const auto [group, number] = places_[static_cast<std::size_t>(at - files_.begin())];
  const std::vector<std::uint32_t>& files = groups_[group];
  const std::size_t begin = number - std::min<std::size_t>(number, ingest::kPagesEachSide);
  const std::size_t end = std::min(files.size(), number + ingest::kPagesEachSide + 1);
  std::vector<const CorpusFile*> found;
  for (std::size_t i = begin; i < end; ++i) {
    if (i != number) found.push_back(&files_[files[i]]);
  }
  return found;
}

std::uint64_t neighbourhood_of(const std::vector<std::uint64_t>& contents) {
  const std::uint64_t sum = XXH3_64bits(contents.data(), contents.size() * sizeof(std::uint64_t));
  return sum == 0 ? 1 : sum;
}

void reread_beside_changes(const std::vector<CorpusFile>& files, const FileTable& known,
                           const Neighbours& neighbours, FileChanges& changes) {
  const bool any_has_neighbours =
      std::ranges::any_of(known, [](const auto& row) { return row.second.neighbours != 0; });
  if (!any_has_neighbours || (changes.to_read.empty() && changes.stamps == known)) return;
  std::vector<const CorpusFile*> found;
  for (const CorpusFile& file : files) {
    const auto stamp = changes.stamps.find(file.path);
    if (stamp == changes.stamps.end() || stamp->second.neighbours == 0) continue;
    std::vector<std::uint64_t> contents;
    bool all_known = true;
    for (const CorpusFile* neighbour : neighbours.of(file)) {
      const auto beside = changes.stamps.find(neighbour->path);
      all_known = all_known && beside != changes.stamps.end();
      contents.push_back(all_known ? beside->second.content : 0);
    }
    if (!all_known || neighbourhood_of(contents) != stamp->second.neighbours) {
      found.push_back(&file);
    }
  }
  for (const CorpusFile* file : found) {
    changes.unchanged.erase(file->path);
    changes.stamps.erase(file->path);
    changes.to_read.push_back(*file);
  }
}

}  // namespace fihris::writer
