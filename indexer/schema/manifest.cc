#include "indexer/schema/manifest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "indexer/analysis/analyzer.h"
#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"
#include "indexer/schema/mapped_file.h"

namespace fihris::schema {
namespace {

using nlohmann::json;

std::string rebuild_hint(const fs::path& index) {
  return fmt::format("rebuild it with: fihris-indexer build --index {} CORPUS...", index.string());
}

Manifest from_json(const json& j) {
  Manifest manifest;
  manifest.format = j.at("format");
  manifest.analyzer = j.at("analyzer");
  manifest.generation = j.at("generation");
  manifest.built = j.at("built");
  manifest.articles = j.at("articles");
  for (const json& s : j.at("segments")) {
    SegmentInfo segment{s.at("name"), s.at("articles"), {}};
    for (const auto& [name, sum] : s.at("files").items()) {
      segment.files[name] = {sum.at("bytes"), sum.at("xxh3")};
    }
    manifest.segments.push_back(std::move(segment));
  }
  return manifest;
}

json to_json(const Manifest& manifest) {
  json segments = json::array();
  for (const SegmentInfo& segment : manifest.segments) {
    json files = json::object();
    for (const auto& [name, sum] : segment.files) {
      files[name] = {{"bytes", sum.bytes}, {"xxh3", sum.checksum}};
    }
    segments.push_back({{"name", segment.name}, {"articles", segment.articles}, {"files", files}});
  }
  return {{"format", manifest.format},         {"analyzer", manifest.analyzer},
          {"generation", manifest.generation}, {"built", manifest.built},
          {"articles", manifest.articles},     {"segments", segments}};
}

}  // namespace

Result<Manifest> read_generation(const fs::path& index, const std::string& name) {
  const fs::path path = index / name / kManifestFile;
  try {
    std::ifstream file(path);
    return from_json(json::parse(file));
  } catch (const json::exception& error) {
    return fail(fmt::format("{} is damaged: {}", path.string(), error.what()), rebuild_hint(index));
  }
}

Result<Manifest> read_any_manifest(const fs::path& index) {
  std::ifstream live(index / kLiveFile);
  std::string generation;
  if (!std::getline(live, generation)) {
    return fail(
        fmt::format("no index at \"{}\"", index.string()),
        fmt::format("build one with: fihris-indexer build --index {} CORPUS...", index.string()));
  }
  return read_generation(index, generation);
}

Result<Manifest> read_live_manifest(const fs::path& index) {
  Result<Manifest> manifest = read_any_manifest(index);
  if (!manifest) return manifest;
  if (manifest->format != kFormatVersion) {
    return fail(fmt::format("the index at \"{}\" has format {}, this program reads format {}",
                            index.string(), manifest->format, kFormatVersion),
                rebuild_hint(index));
  }
  if (manifest->analyzer != analysis::analyzer_name()) {
    return fail(fmt::format("the index at \"{}\" was made by analyzer {}, this program has {}",
                            index.string(), manifest->analyzer, analysis::analyzer_name()),
                rebuild_hint(index));
  }
  return manifest;
}

void write_manifest(const fs::path& generation_dir, const Manifest& manifest) {
  write_file(generation_dir / kManifestFile, to_json(manifest).dump(1));
}

void publish(const fs::path& index, std::uint64_t generation) {
  sync_dir(index);
  replace_file(index / kLiveFile, generation_name(generation) + "\n");
}

Result<FileSum> sum_file(const fs::path& path) {
  const Result<MappedFile> file = MappedFile::open(path);
  if (!file) return tl::make_unexpected(file.error());
  return FileSum{file->size(), XXH3_64bits(file->data(), file->size())};
}

}  // namespace fihris::schema
