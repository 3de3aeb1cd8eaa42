#include "indexer/schema/manifest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
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

FileSums sums_from_json(const json& j) {
  FileSums sums;
  for (const auto& [name, sum] : j.items()) sums[name] = {sum.at("bytes"), sum.at("xxh3")};
  return sums;
}

json sums_to_json(const FileSums& sums) {
  json files = json::object();
  for (const auto& [name, sum] : sums) {
    files[name] = {{"bytes", sum.bytes}, {"xxh3", sum.checksum}};
  }
  return files;
}

// The one line of INDEX/live.
std::string live_line(const std::string& generation, const FileSum& manifest) {
  return fmt::format("{} {:016x}", generation, manifest.checksum);
}

Manifest from_json(const json& j) {
  Manifest manifest;
  manifest.format = j.at("format");
  manifest.analyzer = j.at("analyzer");
  manifest.generation = j.at("generation");
  manifest.built = j.at("built");
  manifest.articles = j.at("articles");
  manifest.files = sums_from_json(j.at("files"));
  for (const json& s : j.at("segments")) {
    manifest.segments.push_back({s.at("name"), s.at("articles"), sums_from_json(s.at("files"))});
  }
  return manifest;
}

json to_json(const Manifest& manifest) {
  json segments = json::array();
  for (const SegmentInfo& segment : manifest.segments) {
    segments.push_back({{"name", segment.name},
                        {"articles", segment.articles},
                        {"files", sums_to_json(segment.files)}});
  }
  return {{"format", manifest.format},
          {"analyzer", manifest.analyzer},
          {"generation", manifest.generation},
          {"built", manifest.built},
          {"articles", manifest.articles},
          {"files", sums_to_json(manifest.files)},
          {"segments", segments}};
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

std::string read_live_line(const fs::path& index) {
  std::ifstream live(index / kLiveFile);
  std::string line;
  std::getline(live, line);
  return line;
}

Result<Manifest> read_any_manifest(const fs::path& index) {
  const std::string line = read_live_line(index);
  if (line.empty()) {
    return fail(
        fmt::format("no index at \"{}\"", index.string()),
        fmt::format("build one with: fihris-indexer build --index {} CORPUS...", index.string()));
  }
  // A damaged name could be that of another state that is not yet removed.
  const std::string name = line.substr(0, line.find(' '));
  const Result<FileSum> sum = sum_file(index / name / kManifestFile);
  if (!sum || line != live_line(name, *sum)) {
    return fail(fmt::format("{} and {} do not fit together: one of them is damaged",
                            (index / kLiveFile).string(), (index / name / kManifestFile).string()),
                rebuild_hint(index));
  }
  return read_generation(index, name);
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

Result<std::string> aliases_of(const fs::path& generation_dir, const Manifest& manifest) {
  if (!manifest.files.contains(kAliasesFile)) return std::string();
  const Result<MappedFile> file = MappedFile::open(generation_dir / kAliasesFile);
  if (!file) return tl::make_unexpected(file.error());
  return std::string(file->view());
}

void write_manifest(const fs::path& generation_dir, const Manifest& manifest) {
  write_file(generation_dir / kManifestFile, to_json(manifest).dump(1));
}

void publish(const fs::path& index, std::uint64_t generation) {
  sync_dir(index);
  const std::string name = generation_name(generation);
  const FileSum manifest = sum_file(index / name / kManifestFile).value();
  replace_file(index / kLiveFile, live_line(name, manifest) + "\n");
}

Result<FileSum> sum_file(const fs::path& path) {
  // A piece at a time: what is mapped counts as memory of the build.
  constexpr size_t kPiece = size_t{1} << 18U;
  const auto problem = [&] {
    return fail(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  };
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return problem();
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       XXH3_freeState);
  XXH3_64bits_reset(state.get());
  FileSum sum{};
  for (std::string piece(kPiece, '\0'); file.read(piece.data(), kPiece) || file.gcount() > 0;) {
    const auto size = static_cast<size_t>(file.gcount());
    XXH3_64bits_update(state.get(), piece.data(), size);
    sum.bytes += size;
  }
  if (!file.eof()) return problem();
  sum.checksum = XXH3_64bits_digest(state.get());
  return sum;
}

}  // namespace fihris::schema
