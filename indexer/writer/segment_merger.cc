#include "indexer/writer/segment_merger.h"

#include <algorithm>
#include <stdexcept>

#include "indexer/schema/index_layout.h"
#include "indexer/schema/segment.h"

namespace fihris::writer {
namespace {

constexpr size_t kMaxSegments = 8;
constexpr double kMaxDeletedShare = 0.3;
constexpr schema::Doc kTaskArticles = 300;

// Which segments to write again.
std::vector<bool> choose(const Generation& generation) {
  const size_t count = generation.segments.size();
  std::vector<bool> chosen(count, false);
  for (size_t i = 0; i < count; ++i) {
    const double articles = generation.segments[i].articles;
    chosen[i] = generation.deleted[i].count() > kMaxDeletedShare * articles;
  }
  if (count <= kMaxSegments) return chosen;
  // Those that together stay below the largest: each article is written again a few times at most
  // as the index grows.
  std::vector<size_t> by_size;
  for (size_t i = 0; i < count; ++i) by_size.push_back(i);
  std::ranges::sort(by_size, {}, [&](size_t i) { return generation.segments[i].articles; });
  const std::uint64_t largest = generation.segments[by_size.back()].articles;
  std::uint64_t sum = 0;
  for (size_t rank = 0; rank < count; ++rank) {
    sum += generation.segments[by_size[rank]].articles;
    if (rank >= kMaxSegments / 2 && sum > largest) break;
    chosen[by_size[rank]] = true;
  }
  return chosen;
}

// Articles [begin, end) of a segment that are not deleted, under the names that they have now.
ReadTask stored_articles(std::shared_ptr<const schema::Segment> segment,
                         const schema::DeletedDocs& deleted, const schema::RenamedDocs& renamed,
                         schema::Doc begin, schema::Doc end) {
  const auto read = [segment = std::move(segment), &deleted, &renamed, begin,
                     end](const ArticleSink& sink) {
    for (schema::Doc doc = begin; doc < end; ++doc) {
      if (deleted.contains(doc)) continue;
      Result<schema::Article> article = segment->article(doc);
      if (!article) throw std::runtime_error(article.error().message);
      std::string file(segment->path_names[segment->paths[doc]]);
      if (const auto now = renamed.find(doc); now != renamed.end()) {
        article->id = now->second.id;
        article->path = now->second.path;
        file = now->second.file;
      }
      sink({std::move(*article), std::move(file)});
    }
  };
  return {end - begin, read};
}

}  // namespace

void merge_segments(Generation& generation, RunOptions options) {
  const std::vector<bool> chosen = choose(generation);
  if (std::ranges::find(chosen, true) == chosen.end()) return;
  Generation merged;
  merged.files = std::move(generation.files);
  std::vector<ReadTask> tasks;
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) {
      merged.segments.push_back(generation.segments[i]);
      merged.deleted.push_back(generation.deleted[i]);
      merged.renamed.push_back(generation.renamed[i]);
      continue;
    }
    const auto segment = schema::Segment::open(options.index / generation.segments[i].name);
    if (!segment) throw std::runtime_error(segment.error().message);
    const schema::Doc count = (*segment)->article_count();
    for (schema::Doc doc = 0; doc < count; doc += kTaskArticles) {
      tasks.push_back(stored_articles(*segment, generation.deleted[i], generation.renamed[i], doc,
                                      std::min(count, doc + kTaskArticles)));
    }
  }
  options.first_segment = next_numbers(options.index).segment;
  Progress progress(false, 0);
  for (schema::SegmentInfo& segment : run_tasks(tasks, options, progress)) {
    merged.deleted.emplace_back(segment.articles);
    merged.renamed.emplace_back();
    merged.segments.push_back(std::move(segment));
  }
  generation = std::move(merged);
}

}  // namespace fihris::writer
