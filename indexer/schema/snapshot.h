// One generation of an index, open for reading: its segments and which of their articles are
// deleted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/schema/manifest.h"
#include "indexer/schema/result.h"
#include "indexer/schema/segment.h"

namespace fihris::schema {

// An article anywhere in the index.
struct DocRef {
  std::uint32_t segment = 0;  // index into Snapshot::segments
  Doc doc = 0;
  auto operator<=>(const DocRef&) const = default;  // NOLINT(modernize-use-nullptr): not there
};

// Deleted articles of one segment. Segments are immutable, so deletions belong to the generation.
class DeletedDocs {
 public:
  explicit DeletedDocs(Doc article_count = 0) : deleted_(article_count, false) {}
  void add(Doc doc);
  bool contains(Doc doc) const { return any_ && deleted_[doc]; }
  std::uint32_t count() const { return count_; }

 private:
  std::vector<bool> deleted_;
  std::uint32_t count_ = 0;
  bool any_ = false;
};

// Thread-safe once opened. Stays readable while newer generations are published.
struct Snapshot {
  // The published generation. Errors as read_live_manifest(), and damaged segments.
  static Result<std::shared_ptr<const Snapshot>> open(const std::filesystem::path& index);

  std::optional<DocRef> find_id(std::string_view id) const;
  bool is_deleted(DocRef ref) const { return deleted[ref.segment].contains(ref.doc); }

  std::filesystem::path index;
  Manifest manifest;
  std::vector<std::shared_ptr<const Segment>> segments;
  std::vector<DeletedDocs> deleted;  // by segment
};

// gen-N/deleted.tsv: SEGMENT, tab, doc numbers separated by spaces.
void write_deleted(const std::filesystem::path& generation_dir, const Manifest& manifest,
                   const std::vector<DeletedDocs>& deleted);

}  // namespace fihris::schema
