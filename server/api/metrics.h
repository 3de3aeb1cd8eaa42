// What the server has done since it started, as Prometheus text.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/search/searcher.h"

namespace fihris::api {

// The routes, for counting: one that no other name fits is the last. Paths of articles and of the
// page's files are many, so they are counted as one route each.
inline constexpr std::array<std::string_view, 14> kRouteNames{"/api/v1/search",
                                                              "/api/v1/articles/{id}",
                                                              "/api/v1/articles/{id}/similar",
                                                              "/api/v1/suggest",
                                                              "/api/v1/export",
                                                              "/api/v1/stats",
                                                              "/feed.xml",
                                                              "/opensearch.xml",
                                                              "/openapi.json",
                                                              "/healthz",
                                                              "/readyz",
                                                              "/metrics",
                                                              "/api/",
                                                              "/"};

inline constexpr std::array<int, 13> kCountedStatuses{200, 204, 206, 304, 400, 404, 405,
                                                      413, 414, 421, 429, 500, 503};

// Upper ends of the buckets of the histogram, in seconds; one without end follows.
inline constexpr std::array<double, 11> kLatencyBuckets{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02,
                                                        0.05,   0.1,   0.2,   0.5,   1};

// Thread-safe, without locks.
class Metrics {
 public:
  void count_request(std::string_view path, int status);
  void count_search(double seconds);
  std::string text(const search::IndexStats& stats) const;

 private:
  using Counter = std::atomic<std::uint64_t>;
  // The last status stands for all others.
  std::array<std::array<Counter, kCountedStatuses.size() + 1>, kRouteNames.size()> requests_{};
  std::array<Counter, kLatencyBuckets.size() + 1> searches_{};
  Counter search_nanoseconds_{0};
};

}  // namespace fihris::api
