#include "indexer/ingest/page_queue.h"

#include <algorithm>
#include <vector>

namespace fihris::ingest {

void PageQueue::add(Article&& article, std::size_t part) {
  // Its lines come after it, so the last one is not known yet.
  if (held_.size() > next_ + kPagesEachSide) pass_next();
  std::string source = article.source;
  held_.push_back({std::move(article), part, {std::move(source), {}}});
}

void PageQueue::add_line(const BodyLine& line) {
  if (!held_.empty()) held_.back().beside.lines.push_back(line);
}

void PageQueue::finish() {
  while (next_ < held_.size()) pass_next();
  held_.clear();
  next_ = 0;
}

void PageQueue::pass_next() {
  Held& page = held_[next_];
  LeftOut left_out;
  if (!page.beside.lines.empty()) {
    std::vector<const SitePage*> beside;
    const std::size_t begin = next_ - std::min(next_, kPagesEachSide);
    const std::size_t end = std::min(held_.size(), next_ + kPagesEachSide + 1);
    for (std::size_t i = begin; i < end; ++i) {
      if (i != next_) beside.push_back(&held_[i].beside);
    }
    left_out = leave_out_site_lines(page.article, page.beside.lines, beside);
  }
  sink_(std::move(page.article), left_out, page.part);
  if (next_ < kPagesEachSide) {
    ++next_;
  } else {
    held_.pop_front();
  }
}

}  // namespace fihris::ingest
