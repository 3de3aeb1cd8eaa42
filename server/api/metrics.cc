#include "server/api/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace fihris::api {
namespace {

constexpr std::string_view kArticles = "/api/v1/articles/";
constexpr double kNanoseconds = 1e9;

std::size_t index_of(std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(kRouteNames, name) - kRouteNames.begin());
}

std::size_t route_of(std::string_view path) {
  if (path.starts_with(kArticles)) {
    return index_of(path.ends_with("/similar") ? "/api/v1/articles/{id}/similar"
                                               : "/api/v1/articles/{id}");
  }
  const std::size_t same = index_of(path);
  if (same < kRouteNames.size()) return same;
  return index_of(path.starts_with("/api/") ? "/api/" : "/");
}

void add_family(std::string& out, std::string_view name, std::string_view type,
                std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

void add_gauge(std::string& out, std::string_view name, std::string_view help,
               std::uint64_t value) {
  add_family(out, name, "gauge", help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

}  // namespace

void Metrics::count_request(std::string_view path, int status) {
  const auto at = std::ranges::find(kCountedStatuses, status) - kCountedStatuses.begin();
  ++requests_.at(route_of(path)).at(static_cast<std::size_t>(at));
}

void Metrics::count_search(double seconds) {
  const auto at = std::ranges::lower_bound(kLatencyBuckets, seconds) - kLatencyBuckets.begin();
  ++searches_.at(static_cast<std::size_t>(at));
  search_nanoseconds_ += static_cast<std::uint64_t>(seconds * kNanoseconds);
}

std::string Metrics::text(const search::IndexStats& stats) const {
  std::string out;
  const auto at_end = std::back_inserter(out);
  add_family(out, "fihris_http_requests_total", "counter", "Requests answered.");
  for (std::size_t r = 0; r < kRouteNames.size(); ++r) {
    for (std::size_t s = 0; s < requests_.at(r).size(); ++s) {
      const std::uint64_t count = requests_.at(r).at(s);
      if (count == 0) continue;
      const std::string status =
          s < kCountedStatuses.size() ? std::to_string(kCountedStatuses.at(s)) : "other";
      fmt::format_to(at_end, "fihris_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n",
                     kRouteNames.at(r), status, count);
    }
  }
  add_family(out, "fihris_search_seconds", "histogram", "Time that searches took.");
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < searches_.size(); ++i) {
    count += searches_.at(i);
    const std::string end =
        i < kLatencyBuckets.size() ? fmt::format("{}", kLatencyBuckets.at(i)) : "+Inf";
    fmt::format_to(at_end, "fihris_search_seconds_bucket{{le=\"{}\"}} {}\n", end, count);
  }
  fmt::format_to(at_end, "fihris_search_seconds_sum {}\nfihris_search_seconds_count {}\n",
                 static_cast<double>(search_nanoseconds_.load()) / kNanoseconds, count);
  add_gauge(out, "fihris_articles", "Articles that can be found.", stats.articles);
  add_gauge(out, "fihris_index_bytes", "Size of the index.", stats.index_bytes);
  add_gauge(out, "fihris_generation", "Number of the published state of the index.",
            stats.generation);
  return out;
}

}  // namespace fihris::api
