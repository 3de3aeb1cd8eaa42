#include "indexer/schema/snapshot.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <unordered_map>

#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"

namespace fihris::schema {
namespace {

Result<void> read_deleted(const fs::path& path, Snapshot& snapshot) {
  std::unordered_map<std::string, size_t> numbers;
  for (size_t i = 0; i < snapshot.manifest.segments.size(); ++i) {
    numbers.emplace(snapshot.manifest.segments[i].name, i);
  }
  std::ifstream file(path);
  if (!file) return fail(fmt::format("cannot read {}", path.string()));
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string name;
    fields >> name;
    const auto found = numbers.find(name);
    if (found == numbers.end()) {
      return fail(fmt::format("{} is damaged: segment {}", path.string(), name));
    }
    const size_t segment = found->second;
    for (Doc doc = 0; fields >> doc;) {
      if (doc >= snapshot.segments[segment]->article_count()) {
        return fail(fmt::format("{} is damaged: article {}", path.string(), doc));
      }
      snapshot.deleted[segment].add(doc);
    }
  }
  return {};
}

// The user's list as it was when the generation was published.
Result<void> read_aliases(const fs::path& generation, Snapshot& snapshot) {
  const Result<std::string> text = aliases_of(generation, snapshot.manifest);
  if (!text) return tl::make_unexpected(text.error());
  if (text->empty()) return {};
  snapshot.aliases =
      std::make_shared<const analysis::AliasList>(*text, &analysis::shipped_aliases());
  return {};
}

Result<std::shared_ptr<const Snapshot>> open_once(const fs::path& index) {
  Result<Manifest> manifest = read_live_manifest(index);
  if (!manifest) return tl::make_unexpected(manifest.error());
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->index = index;
  snapshot->manifest = std::move(*manifest);
  for (const SegmentInfo& info : snapshot->manifest.segments) {
    Result<std::shared_ptr<const Segment>> segment = Segment::open(index / info.name);
    if (!segment) return tl::make_unexpected(segment.error());
    snapshot->deleted.emplace_back((*segment)->article_count());
    snapshot->segments.push_back(std::move(*segment));
  }
  const fs::path generation = index / generation_name(snapshot->manifest.generation);
  if (const Result<void> done = read_deleted(generation / kDeletedFile, *snapshot); !done) {
    return tl::make_unexpected(done.error());
  }
  if (const Result<void> done = read_aliases(generation, *snapshot); !done) {
    return tl::make_unexpected(done.error());
  }
  Result<std::vector<RenamedDocs>> renamed =
      read_renamed(generation, snapshot->manifest.segments.size());
  if (!renamed) return tl::make_unexpected(renamed.error());
  snapshot->renamed.resize(renamed->size());
  for (std::uint32_t i = 0; i < renamed->size(); ++i) {
    for (auto& [doc, names] : (*renamed)[i]) {
      if (doc >= snapshot->segments[i]->article_count()) {
        return fail(
            fmt::format("{} is damaged: article {}", (generation / kRenamedFile).string(), doc));
      }
      snapshot->rename({i, doc}, std::move(names));
    }
  }
  return snapshot;
}

}  // namespace

void DeletedDocs::add(Doc doc) {
  any_ = true;
  if (!deleted_[doc]) ++count_;
  deleted_[doc] = true;
}

void DeletedDocs::remove_from(std::vector<Doc>& docs) const {
  if (any_) std::erase_if(docs, [this](Doc doc) { return deleted_[doc]; });
}

Result<std::shared_ptr<const Snapshot>> Snapshot::open(const fs::path& index) {
  return read_published(index, [&] { return open_once(index); });
}

void Snapshot::rename(DocRef ref, Renamed names) {
  RenamedDocs& docs = renamed[ref.segment];
  if (const auto before = docs.find(ref.doc); before != docs.end()) {
    renamed_ids_.erase(before->second.id);
  }
  renamed_ids_[names.id] = ref;
  docs[ref.doc] = std::move(names);
}

std::optional<DocRef> Snapshot::find_id(std::string_view id) const {
  const auto found = renamed_ids_.find(std::string(id));
  if (found != renamed_ids_.end() && !is_deleted(found->second)) return found->second;
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    const std::optional<Doc> doc = segments[i]->find_id(id);
    if (doc && !deleted[i].contains(*doc) && !renamed[i].contains(*doc)) return DocRef{i, *doc};
  }
  return std::nullopt;
}

void Snapshot::rename_now(DocRef ref, Article& article) const {
  const RenamedDocs& docs = renamed[ref.segment];
  if (const auto now = docs.find(ref.doc); now != docs.end()) {
    article.id = now->second.id;
    article.path = now->second.path;
  }
}

Result<Article> Snapshot::article(DocRef ref) const {
  Result<Article> article = segments[ref.segment]->article(ref.doc);
  if (article) rename_now(ref, *article);
  return article;
}

Result<StoredArticle> Snapshot::stored(DocRef ref) const {
  Result<StoredArticle> article = segments[ref.segment]->stored(ref.doc);
  if (article) rename_now(ref, article->known);
  return article;
}

std::string_view Snapshot::file_of(DocRef ref) const {
  const RenamedDocs& docs = renamed[ref.segment];
  if (const auto now = docs.find(ref.doc); now != docs.end()) return now->second.file;
  const Segment& segment = *segments[ref.segment];
  return segment.path_names[segment.paths[ref.doc]];
}

void write_deleted(const fs::path& generation_dir, const Manifest& manifest,
                   const std::vector<DeletedDocs>& deleted) {
  std::string text;
  for (size_t i = 0; i < deleted.size(); ++i) {
    if (deleted[i].count() == 0) continue;
    text += manifest.segments[i].name + '\t';
    for (Doc doc = 0; doc < manifest.segments[i].articles; ++doc) {
      if (deleted[i].contains(doc)) text += fmt::format("{} ", doc);
    }
    text += '\n';
  }
  write_file(generation_dir / kDeletedFile, text);
}

}  // namespace fihris::schema
