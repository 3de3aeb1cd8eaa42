#include "server/search/searcher.h"

#include <sys/stat.h>
#include <xapian.h>

#include "indexer/schema/index_layout.h"
#include "server/search/ranked_search.h"

namespace fihris::search {
namespace {

// Nothing if there is none: an index that is being replaced, or was removed.
std::optional<Searcher::Published> published(const std::filesystem::path& index) {
  struct stat file {};
  if (::stat((index / schema::kLiveFile).c_str(), &file) != 0) return std::nullopt;
  return Searcher::Published{file.st_ino, file.st_mtim.tv_sec, file.st_mtim.tv_nsec};
}

}  // namespace

Result<std::unique_ptr<Searcher>> Searcher::open(const std::filesystem::path& index) {
  // Before the snapshot: what is newer than it is seen later.
  const std::optional<Published> before = published(index);
  Result<std::shared_ptr<const schema::Snapshot>> snapshot = schema::Snapshot::open(index);
  if (!snapshot) return tl::make_unexpected(snapshot.error());
  return std::unique_ptr<Searcher>(new Searcher(std::make_shared<Generation>(std::move(*snapshot)),
                                                before.value_or(Published{})));
}

Searcher::Searcher(std::shared_ptr<Generation> generation, const Published& live)
    : index_(generation->snapshot->index), generation_(std::move(generation)), live_(live) {}

Searcher::~Searcher() = default;

// A search looks whether a newer generation has been published: one system call, so that an update
// is seen by the next query. A generation that cannot be read leaves the one at hand.
std::shared_ptr<Generation> Searcher::current() {
  const std::optional<Published> live = published(index_);
  const std::scoped_lock lock(mutex_);
  if (!live || *live == live_) return generation_;
  Result<std::shared_ptr<const schema::Snapshot>> newer = schema::Snapshot::open(index_);
  live_ = *live;
  if (!newer) return generation_;
  generation_ = std::make_shared<Generation>(std::move(*newer));
  free_views_.clear();
  return generation_;
}

std::unique_ptr<View> Searcher::free_view(const std::shared_ptr<Generation>& generation) {
  const std::scoped_lock lock(mutex_);
  while (!free_views_.empty()) {
    std::unique_ptr<View> view = std::move(free_views_.back());
    free_views_.pop_back();
    if (view->snapshot() == generation->snapshot) return view;
  }
  return nullptr;
}

std::unique_ptr<View> Searcher::take_view() {
  while (true) {
    const std::shared_ptr<Generation> generation = current();
    if (std::unique_ptr<View> view = free_view(generation)) return view;
    // Files of a generation go when the next one is published, which may be just now.
    try {
      auto view = std::make_unique<View>(generation);
      if (current() == generation) return view;
    } catch (const Xapian::DatabaseError&) {
      if (current() == generation) throw;
    }
  }
}

std::unique_ptr<View> Searcher::take_same_view() {
  std::unique_lock lock(mutex_);
  const std::shared_ptr<Generation> generation = generation_;
  lock.unlock();
  std::unique_ptr<View> view = free_view(generation);
  return view ? std::move(view) : take_view();
}

void Searcher::give_back(std::unique_ptr<View> view) {
  const std::scoped_lock lock(mutex_);
  if (view->snapshot() == generation_->snapshot) free_views_.push_back(std::move(view));
}

Result<SearchResults> Searcher::search(const SearchRequest& request) {
  std::unique_ptr<View> view = take_view();
  Result<SearchResults> results = view->search(request);
  give_back(std::move(view));
  return results;
}

Result<std::optional<MarkedArticle>> Searcher::article(const std::string& id,
                                                       const SearchRequest& request) {
  std::unique_ptr<View> view = take_view();
  const std::optional<schema::DocRef> ref = view->snapshot()->find_id(id);
  if (!ref) {
    give_back(std::move(view));
    return std::nullopt;
  }
  Result<MarkedArticle> article = view->article(*ref, request);
  give_back(std::move(view));
  if (!article) return tl::make_unexpected(article.error());
  return std::optional(std::move(*article));
}

IndexStats Searcher::stats() {
  const std::shared_ptr<const schema::Snapshot> snapshot = current()->snapshot;
  IndexStats stats;
  stats.articles = snapshot->manifest.articles;
  stats.generation = snapshot->manifest.generation;
  stats.built = snapshot->manifest.built;
  stats.analyzer = snapshot->manifest.analyzer;
  for (const auto& segment : snapshot->segments) stats.terms += segment->terms.size();
  for (const schema::SegmentInfo& segment : snapshot->manifest.segments) {
    for (const auto& [name, sum] : segment.files) stats.index_bytes += sum.bytes;
  }
  return stats;
}

}  // namespace fihris::search
