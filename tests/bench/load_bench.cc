// Load on a running server: how long answers take, and how many it gives a second.
//
//   load_bench PORT QUERIES.tsv [ROUNDS [CONNECTIONS [RATE]]]
//
// Asks for the ten best articles of each query (the second column), first all of them once to warm
// up, then ROUNDS times (1), over CONNECTIONS (1) that stay open. RATE 0: a connection asks again
// when it has its answer. RATE > 0: that many queries a second arrive at random times (Poisson, the
// same in every run), and time counts from the arrival, so that an answer that is late for waiting
// behind another one is seen to be (G. Tene: How not to measure latency, 2013). Prints one line of
// JSON; ends with 1 if an answer is not 200.
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> read_queries(const char* path) {
  std::vector<std::string> queries;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) queries.push_back(line.substr(tab + 1));
  }
  return queries;
}

struct Load {
  int port = 0;
  std::size_t connections = 1;
  double rate = 0;
};

struct Answers {
  std::vector<double> ms;  // by query
  double seconds = 0;
  std::size_t failed = 0;
};

// When each query arrives; for a rate of 0 they are all there from the beginning.
std::vector<Clock::time_point> arrivals(std::size_t count, double rate) {
  std::vector<Clock::time_point> times(count, Clock::now());
  if (rate <= 0) return times;
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same in every run
  std::exponential_distribution<double> gap(rate);
  double at = 0;
  for (Clock::time_point& time : times) {
    time += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(at));
    at += gap(random);
  }
  return times;
}

Answers ask(const Load& load, const std::vector<std::string>& queries) {
  Answers answers{.ms = std::vector<double>(queries.size())};
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> failed = 0;
  const Clock::time_point began = Clock::now();
  const std::vector<Clock::time_point> arrival = arrivals(queries.size(), load.rate);
  const auto work = [&] {
    httplib::Client client("127.0.0.1", load.port);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    for (std::size_t i = next++; i < queries.size(); i = next++) {
      std::this_thread::sleep_until(arrival[i]);
      const Clock::time_point from = load.rate > 0 ? arrival[i] : Clock::now();
      const httplib::Params parameters{{"q", queries[i]}};
      const httplib::Result result = client.Get("/api/v1/search", parameters, httplib::Headers{});
      if (!result || result->status != 200) ++failed;
      answers.ms[i] = std::chrono::duration<double, std::milli>(Clock::now() - from).count();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < load.connections; ++t) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  answers.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  answers.failed = failed;
  return answers;
}

std::vector<std::string> repeated(const std::vector<std::string>& queries, std::size_t rounds) {
  std::vector<std::string> all;
  for (std::size_t round = 0; round < rounds; ++round) {
    all.insert(all.end(), queries.begin(), queries.end());
  }
  return all;
}

int run(const Load& load, const std::vector<std::string>& queries, std::size_t rounds) {
  ask({load.port, load.connections, 0}, queries);
  Answers answers = ask(load, repeated(queries, rounds));
  std::ranges::sort(answers.ms);
  const std::size_t count = answers.ms.size();
  std::printf(
      "{\"queries\":%zu,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,\"per_second\":%.0f}\n",
      count, answers.ms[count / 2], answers.ms[count * 99 / 100], answers.ms.back(),
      static_cast<double>(count) / answers.seconds);
  if (answers.failed != 0) std::fprintf(stderr, "%zu answers failed\n", answers.failed);
  return answers.failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int i, double otherwise) {
    return i < argc ? std::strtod(argv[i], nullptr) : otherwise;
  };
  const auto count = [&](int i) { return static_cast<std::size_t>(std::max(1.0, number(i, 1))); };
  if (argc < 3) {
    std::fputs("usage: load_bench PORT QUERIES.tsv [ROUNDS [CONNECTIONS [RATE]]]\n", stderr);
    return 2;
  }
  const std::vector<std::string> queries = read_queries(argv[2]);
  if (queries.empty()) {
    std::fprintf(stderr, "no queries in %s\n", argv[2]);
    return 2;
  }
  return run({static_cast<int>(number(1, 0)), count(4), number(5, 0)}, queries, count(3));
}
