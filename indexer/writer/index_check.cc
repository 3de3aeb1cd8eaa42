// Is an index what was written?
#include <fmt/format.h>

#include "indexer/schema/index_layout.h"
#include "indexer/schema/snapshot.h"
#include "indexer/writer/index_writer.h"

namespace fihris::writer {
namespace {

Result<void> check_files(const std::filesystem::path& folder, const schema::FileSums& files) {
  for (const auto& [name, expected] : files) {
    const std::filesystem::path path = folder / name;
    const Result<schema::FileSum> found = schema::sum_file(path);
    if (!found) return tl::make_unexpected(found.error());
    if (found->bytes != expected.bytes) {
      return fail(fmt::format("{} is damaged: {} bytes instead of {}", path.string(), found->bytes,
                              expected.bytes));
    }
    if (found->checksum != expected.checksum) {
      return fail(fmt::format("{} is damaged: its content is not what was written", path.string()));
    }
  }
  return {};
}

Result<void> check_parts(const std::filesystem::path& index, const schema::Manifest& manifest) {
  for (const schema::SegmentInfo& segment : manifest.segments) {
    if (auto whole = check_files(index / segment.name, segment.files); !whole) return whole;
  }
  auto whole = check_files(index / schema::generation_name(manifest.generation), manifest.files);
  if (!whole) return whole;
  const auto snapshot = schema::Snapshot::open(index);
  if (!snapshot) return tl::make_unexpected(snapshot.error());
  return {};
}

Result<schema::Manifest> check_published(const std::filesystem::path& index) {
  Result<schema::Manifest> manifest = schema::read_any_manifest(index);
  if (!manifest) return manifest;
  const Result<void> whole = check_parts(index, *manifest);
  if (whole) return manifest;
  Error error = whole.error();
  if (error.hint.empty()) {
    error.hint =
        fmt::format("rebuild it with: fihris-indexer build --index {} CORPUS...", index.string());
  }
  return tl::make_unexpected(std::move(error));
}

}  // namespace

Result<schema::Manifest> check_index(const std::filesystem::path& index) {
  return schema::read_published(index, [&] { return check_published(index); });
}

}  // namespace fihris::writer
