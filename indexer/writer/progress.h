// How far a build is: share done, rate, time left. On a terminal only.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace fihris::writer {

// Thread-safe.
class Progress {
 public:
  // `shown`: whether lines are printed (to standard error).
  Progress(bool shown, std::uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void add(std::uint64_t articles, std::uint64_t bytes);

 private:
  void print();

  const bool shown_;
  const std::uint64_t total_bytes_;
  std::atomic<std::uint64_t> articles_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::mutex mutex_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point printed_;
};

}  // namespace fihris::writer
