#include "indexer/writer/generation.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "indexer/analysis/analyzer.h"
#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"

namespace fihris::writer {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> entries_of(const fs::path& index) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(index, error)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

// Folder names that a generation consists of; empty if it cannot be read.
std::set<std::string> parts_of(const fs::path& index, const std::string& generation) {
  std::set<std::string> parts;
  const Result<schema::Manifest> manifest = schema::read_generation(index, generation);
  if (!manifest) return parts;
  parts.insert(generation);
  for (const schema::SegmentInfo& segment : manifest->segments) parts.insert(segment.name);
  return parts;
}

void remove_all_but(const fs::path& index, const std::set<std::string>& kept) {
  for (const std::string& name : entries_of(index)) {
    const bool ours = schema::number_in(name) > 0 || name == "live.next";
    if (!ours || kept.contains(name)) continue;
    std::error_code ignored;
    fs::remove_all(index / name, ignored);
  }
}

}  // namespace

NextNumbers next_numbers(const fs::path& index) {
  NextNumbers next;
  for (const std::string& name : entries_of(index)) {
    std::uint64_t& number = name.starts_with("gen-") ? next.generation : next.segment;
    if (const std::uint64_t used = schema::number_in(name); used > 0) {
      number = std::max(number, used + 1);
    }
  }
  return next;
}

schema::Manifest publish_generation(const fs::path& index, std::uint64_t number,
                                    const Generation& generation) {
  schema::Manifest manifest;
  manifest.format = schema::kFormatVersion;
  manifest.analyzer = analysis::analyzer_name();
  manifest.generation = number;
  manifest.built = fmt::format(
      "{:%Y-%m-%dT%H:%M:%SZ}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
  manifest.segments = generation.segments;
  for (const schema::SegmentInfo& segment : generation.segments) {
    manifest.articles += segment.articles;
  }
  for (const schema::DeletedDocs& deleted : generation.deleted) {
    manifest.articles -= deleted.count();
  }

  const fs::path dir = index / schema::generation_name(number);
  fs::create_directories(dir);
  schema::write_deleted(dir, manifest, generation.deleted);
  schema::write_renamed(dir, generation.renamed);
  write_file_table(dir, generation.files);
  std::vector<const char*> names{schema::kDeletedFile, schema::kRenamedFile, schema::kFilesFile};
  if (!generation.aliases.empty()) {
    schema::write_file(dir / schema::kAliasesFile, generation.aliases);
    names.push_back(schema::kAliasesFile);
  }
  for (const char* name : names) {
    manifest.files[name] = schema::sum_file(dir / name).value();
  }
  schema::write_manifest(dir, manifest);
  schema::sync_dir(dir);
  schema::publish(index, number);

  remove_all_but(index, parts_of(index, dir.filename().string()));
  return manifest;
}

void remove_leftovers(const fs::path& index) {
  const auto live = schema::read_any_manifest(index);
  std::set<std::string> kept;
  if (live) {
    kept = parts_of(index, schema::generation_name(live->generation));
    if (kept.empty()) return;
  } else if (fs::exists(index / schema::kLiveFile)) {
    return;  // something is published that this program cannot read: leave all of it
  }
  remove_all_but(index, kept);
}

}  // namespace fihris::writer
