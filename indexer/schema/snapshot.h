// One generation of an index, open for reading: its segments and which of their articles are
// deleted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/aliases.h"
#include "indexer/schema/manifest.h"
#include "indexer/schema/renamed_docs.h"
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
  void remove_from(std::vector<Doc>& docs) const;
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
  // The stored article under the id and path that it has now. Error: the index is damaged.
  Result<Article> article(DocRef ref) const;
  Result<StoredArticle> stored(DocRef ref) const;
  // Absolute path of the file that it is from.
  std::string_view file_of(DocRef ref) const;
  bool is_deleted(DocRef ref) const { return deleted[ref.segment].contains(ref.doc); }

  std::filesystem::path index;
  Manifest manifest;
  std::vector<std::shared_ptr<const Segment>> segments;
  std::vector<DeletedDocs> deleted;                    // by segment
  std::vector<RenamedDocs> renamed;                    // by segment; change with rename() only
  std::shared_ptr<const analysis::AliasList> aliases;  // of the user; null if there are none
  void rename(DocRef ref, Renamed names);

 private:
  void rename_now(DocRef ref, Article& article) const;

  std::unordered_map<std::string, DocRef> renamed_ids_;
};

// gen-N/deleted.tsv: SEGMENT, tab, doc numbers separated by spaces.
void write_deleted(const std::filesystem::path& generation_dir, const Manifest& manifest,
                   const std::vector<DeletedDocs>& deleted);

}  // namespace fihris::schema
