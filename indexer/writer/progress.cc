#include "indexer/writer/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace fihris::writer {
namespace {

constexpr std::chrono::milliseconds kInterval{200};

}  // namespace

Progress::Progress(bool shown, std::uint64_t total_bytes)
    : shown_(shown),
      total_bytes_(total_bytes),
      started_(std::chrono::steady_clock::now()),
      printed_(started_) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::add(std::uint64_t articles, std::uint64_t bytes) {
  articles_ += articles;
  bytes_ += bytes;
  if (!shown_) return;
  const std::scoped_lock lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - printed_ < kInterval) return;
  printed_ = now;
  print();
}

void Progress::print() {
  const double seconds = std::chrono::duration<double>(printed_ - started_).count();
  const double share =
      total_bytes_ == 0
          ? 1
          : std::min(1.0, static_cast<double>(bytes_) / static_cast<double>(total_bytes_));
  const double left = share > 0 ? seconds / share - seconds : 0;
  fmt::print(stderr,
             "\r\x1b[K{:3.0f} %  {} articles  {:.0f} articles/s  {:.1f} MB/s  {:.0f} s left",
             share * 100, articles_.load(), static_cast<double>(articles_) / seconds,
             static_cast<double>(bytes_) / 1e6 / seconds, left);
}

}  // namespace fihris::writer
