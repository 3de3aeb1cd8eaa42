// Connections that are many, slow, silent or longer than they should be.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include "tests/api/fixture.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kWorkers = 16;
const std::string kAlive = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

// A server that no other test uses.
struct OwnServer {
  OwnServer() {
    write_articles(dir, "corpus");
    index_corpus(dir);
    server = std::make_unique<ServerProcess>(dir / "index");
  }
  int port() const { return server->port(); }
  bool answers() const { return HttpClient(port()).get("/healthz").status == 200; }

  TempDir dir;
  std::unique_ptr<ServerProcess> server;
};

bool is_ok(const std::string& answer) { return answer.starts_with("HTTP/1.1 200 OK\r\n"); }

std::vector<std::unique_ptr<RawConnection>> connections(int port, std::size_t count,
                                                        std::string_view bytes) {
  std::vector<std::unique_ptr<RawConnection>> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(std::make_unique<RawConnection>(port));
    out.back()->send(bytes);
  }
  return out;
}

TEST_SUITE("api") {
  TEST_CASE("one connection carries ten thousand requests") {
    const OwnServer server;
    RawConnection connection(server.port());
    constexpr int kBatches = 100;
    constexpr int kBatch = 100;
    std::string batch;
    for (int i = 0; i < kBatch; ++i) batch += kAlive;
    int answered = 0;
    for (int i = 0; i < kBatches; ++i) {
      connection.send(batch);
      for (int j = 0; j < kBatch; ++j) answered += is_ok(connection.read_answer(5s)) ? 1 : 0;
    }
    CHECK(answered == kBatches * kBatch);
  }

  TEST_CASE("two hundred connections at a time are all answered") {
    const OwnServer server;
    constexpr std::size_t kClients = 200;
    const std::string request =
        "GET /api/v1/search?q=" + percent_encoded("البنك") + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const auto clients = connections(server.port(), kClients, request);
    const auto answered = std::ranges::count_if(
        clients, [](const auto& client) { return is_ok(client->read_answer(20s)); });
    CHECK(answered == kClients);
    CHECK(server.answers());
  }

  TEST_CASE("idle connections give way at once") {
    const OwnServer server;
    const auto idle = connections(server.port(), kWorkers * 2, kAlive);
    for (const auto& client : idle) CHECK(is_ok(client->read_answer(5s)));
    const Clock::time_point begin = Clock::now();
    CHECK(server.answers());
    CHECK(Clock::now() - begin < 1s);
  }

  TEST_CASE("a connection is kept while nobody waits") {
    const OwnServer server;
    RawConnection connection(server.port());
    for (int i = 0; i < 3; ++i) {
      connection.send(kAlive);
      const std::string answer = connection.read_answer(5s);
      CHECK(is_ok(answer));
      CHECK(answer.find("Connection: close") == std::string::npos);
      std::this_thread::sleep_for(100ms);
    }
  }

  TEST_CASE("silent and dripping connections hold nobody up for long") {
    const OwnServer server;
    const auto silent = connections(server.port(), kWorkers / 2, "");
    const auto dripping = connections(server.port(), kWorkers / 2, "GET / HTTP/1.1\r\nX: ");
    std::atomic<bool> done{false};
    std::thread drip([&] {
      while (!done) {
        for (const auto& connection : dripping) connection->send("a");
        std::this_thread::sleep_for(20ms);
      }
    });
    const Clock::time_point begin = Clock::now();
    const bool answered = server.answers();
    const auto took = Clock::now() - begin;
    done = true;
    drip.join();
    CHECK(answered);
    CHECK(took < 5s);
  }

  TEST_CASE("when hundreds wait the server says so") {
    const OwnServer server;
    const auto silent = connections(server.port(), kWorkers, "");
    const auto waiting = connections(server.port(), 530, kAlive);
    int ok = 0;
    int refused = 0;
    for (const auto& client : waiting) {
      const std::string answer = client->read_answer(20s);
      ok += is_ok(answer) ? 1 : 0;
      const bool too_many = answer.starts_with("HTTP/1.1 429 ");
      refused += too_many ? 1 : 0;
      if (too_many) CHECK(answer.find("\r\nRetry-After: 1\r\n") != std::string::npos);
    }
    CHECK(ok + refused == 530);
    CHECK(ok >= 512);
    CHECK(refused > 0);
    CHECK(server.answers());
  }

  TEST_CASE("a body is never taken for the next request") {
    for (const std::string method : {"GET", "POST"}) {
      for (const std::string& length : {"Content-Length: " + std::to_string(kAlive.size()),
                                        std::string("Transfer-Encoding: chunked")}) {
        const RawConnection connection(articles_server().port());
        connection.send(method + " /nothing HTTP/1.1\r\nHost: localhost\r\n");
        connection.send(length + "\r\n\r\n");
        connection.send(kAlive);
        const std::string received = connection.read_all(5s);
        INFO(received);
        CHECK(received.starts_with("HTTP/1.1 40"));
        CHECK(received.find("HTTP/1.1 200") == std::string::npos);
        CHECK(received.find("Connection: close\r\n") != std::string::npos);
      }
    }
  }

  TEST_CASE("a head without end is refused") {
    const OwnServer server;
    const std::string megabytes(3'000'000, 'a');
    std::string many_headers;
    for (int i = 0; i < 20'000; ++i) many_headers += "X-" + std::to_string(i) + ": 1\r\n";
    for (const std::string& head : {"GET /" + megabytes, "GET / HTTP/1.1\r\nX: " + megabytes,
                                    megabytes, "GET / HTTP/1.1\r\n" + many_headers + "\r\n"}) {
      const RawConnection connection(server.port());
      connection.send(head);
      const std::string received = connection.read_all(5s);
      INFO(head.substr(0, 30), "\n", received);
      const bool refused = received.empty() || received.starts_with("HTTP/1.1 4");
      CHECK(refused);
    }
    CHECK(server.answers());
  }

  TEST_CASE("a client that leaves in the middle of an answer does no harm") {
    TempDir dir;
    dir.write("corpus/many.jsonl", sample_jsonl(3000, "many", "سفينة"));
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    for (int i = 0; i < 20; ++i) {
      const RawConnection connection(server.port());
      connection.send("GET /api/v1/export?format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n");
      connection.read_all(5ms);
    }
    CHECK(HttpClient(server.port()).get("/healthz").status == 200);
  }
}

}  // namespace

}  // namespace fihris::test
