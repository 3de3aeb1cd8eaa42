// What one generation of an index consists of: gen-N/manifest.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/schema/result.h"

namespace fihris::schema {

// A file as it was written: to see damage.
struct FileSum {
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;  // XXH3 of the content
};

using FileSums = std::map<std::string, FileSum>;  // by name

struct SegmentInfo {
  std::string name;  // seg-000003
  std::uint32_t articles = 0;
  FileSums files;
};

struct Manifest {
  int format = 0;
  std::string analyzer;
  std::uint64_t generation = 0;
  std::string built;           // UTC, ISO 8601
  std::uint64_t articles = 0;  // without the deleted ones
  FileSums files;              // of the generation's folder, but for the manifest itself
  std::vector<SegmentInfo> segments;
};

// The published generation of the index. Errors: no index, unreadable or damaged manifest, an index
// of another format or analyzer (with the command that rebuilds it).
Result<Manifest> read_live_manifest(const std::filesystem::path& index);

// A generation by its folder's name, published or not, whatever analyzer made it.
Result<Manifest> read_generation(const std::filesystem::path& index, const std::string& name);

// The published generation, whatever analyzer made it: for check and for rebuilding.
Result<Manifest> read_any_manifest(const std::filesystem::path& index);

// The one line of INDEX/live; empty if there is none.
std::string read_live_line(const std::filesystem::path& index);

// What `read` gives of the published generation. Publishing removes the generation before, so a
// failure while another one is being published is none: `read` is called again.
template <typename Read>
auto read_published(const std::filesystem::path& index, Read read) -> decltype(read()) {
  while (true) {
    const std::string before = read_live_line(index);
    auto result = read();
    if (result || read_live_line(index) == before) return result;
  }
}

// The user's alias list that the generation in this folder was published with; "" if there is none.
// Error: it cannot be read.
Result<std::string> aliases_of(const std::filesystem::path& generation_dir,
                               const Manifest& manifest);

// Writes gen-N/manifest.json into the given folder. Throws std::runtime_error if it cannot be
// written.
void write_manifest(const std::filesystem::path& generation_dir, const Manifest& manifest);

// Makes `generation` the published one: atomic and durable.
void publish(const std::filesystem::path& index, std::uint64_t generation);

// XXH3 and size of a file. Error: cannot be read.
Result<FileSum> sum_file(const std::filesystem::path& path);

}  // namespace fihris::schema
