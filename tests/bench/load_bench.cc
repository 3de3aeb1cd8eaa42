// Load on a running server: how long answers take, and how many it gives a second.
//
//   load_bench PORT QUERIES.tsv [ROUNDS [CONNECTIONS [RATE]]]
//
// Asks for the ten best articles of each query (the second column), first all of them once to warm
// up, then ROUNDS times (1), over CONNECTIONS (1) that stay open. RATE 0: a connection asks again
// when it has its answer. RATE > 0: that many queries a second arrive at random times (Poisson, the
// same in every run), and time counts from the arrival, so that an answer that is late for waiting
// behind another one is seen to be (G. Tene: How not to measure latency, 2013). A request is put
// together before its time begins and an answer is only looked at for its end, as wrk does it:
// httplib's client adds 30 to 50 µs of its own. Prints one line of JSON; ends with 1 if an answer
// is not 200.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
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

std::string request_for(const std::string& query) {
  std::string request = "GET /api/v1/search?q=";
  for (const char byte : query) {
    std::array<char, 4> escaped{};
    std::snprintf(escaped.data(), escaped.size(), "%%%02X", static_cast<unsigned char>(byte));
    request += escaped.data();
  }
  return request + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
}

// A connection that stays open.
class Client {
 public:
  explicit Client(int port)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)), answer_(kMostBytes, '\0') {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Whether a whole answer comes, and it is 200.
  bool ask(const std::string& request) {
    const auto size = static_cast<ssize_t>(request.size());
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != size) return false;
    std::size_t end = kMostBytes;
    for (std::size_t got = 0; got < end;) {
      const ssize_t count = ::recv(socket_, answer_.data() + got, kMostBytes - got, 0);
      if (count <= 0) return false;
      got += static_cast<std::size_t>(count);
      if (end == kMostBytes) end = end_of(std::string_view(answer_).substr(0, got));
    }
    return end < kMostBytes && answer_.starts_with("HTTP/1.1 200");
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20U;

  // Where an answer ends that begins so; kMostBytes as long as its head is not there.
  static std::size_t end_of(std::string_view begun) {
    constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t head = begun.find("\r\n\r\n");
    const std::size_t length = begun.find(kLength);
    if (head == std::string_view::npos || length > head) return kMostBytes;
    std::size_t body = 0;
    std::from_chars(begun.data() + length + kLength.size(), begun.data() + head, body);
    return head + 4 + body;
  }

  int socket_;
  std::string answer_;
};

Answers ask(const Load& load, const std::vector<std::string>& queries) {
  Answers answers{.ms = std::vector<double>(queries.size())};
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> failed = 0;
  const Clock::time_point began = Clock::now();
  const std::vector<Clock::time_point> arrival = arrivals(queries.size(), load.rate);
  const auto work = [&] {
    Client client(load.port);
    for (std::size_t i = next++; i < queries.size(); i = next++) {
      const std::string request = request_for(queries[i]);
      std::this_thread::sleep_until(arrival[i]);
      const Clock::time_point from = load.rate > 0 ? arrival[i] : Clock::now();
      if (!client.ask(request)) ++failed;
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
