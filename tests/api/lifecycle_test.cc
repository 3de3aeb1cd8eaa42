// The server over time: indexes that change below it, and its end.
#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "tests/api/fixture.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"
#include "tests/support/wait.h"

namespace fihris::test {

namespace {

using namespace std::chrono_literals;

enum class Answer { none, whole, cut_short };

// What came back on a connection: the head promises a length that the body must have.
Answer judged(const std::string& received) {
  if (received.empty()) {
    return Answer::none;
  }
  const std::size_t end_of_head = received.find("\r\n\r\n");
  const std::size_t length = received.find("Content-Length: ");
  if (end_of_head == std::string::npos || length > end_of_head) {
    return Answer::cut_short;
  }
  const std::size_t promised = std::stoul(received.substr(length + 16));
  return received.size() == end_of_head + 4 + promised ? Answer::whole : Answer::cut_short;
}

std::string request_for(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
}

TEST_SUITE("api") {
  TEST_CASE("a newly published index is picked up without a restart") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const Asker asker(server.port());
    CHECK(asker.search("الزرافة").at("total").at("value") == 0);

    dir.write("corpus/zoo.jsonl", R"({"id": "zoo", "body": "وصلت الزرافة إلى الحديقة."})");
    index_corpus(dir, "update");
    const bool added = wait_until([&] { return asker.ids("الزرافة") == Ids{"zoo"}; }, 2s);
    CHECK(added);

    dir.write("corpus/zoo.jsonl", R"({"id": "zoo", "body": "وصل الفهد إلى الحديقة."})");
    index_corpus(dir, "update");
    const bool changed = wait_until(
        [&] { return asker.ids("الفهد") == Ids{"zoo"} && asker.ids("الزرافة").empty(); }, 2s);
    CHECK(changed);

    std::filesystem::remove(dir / "corpus/zoo.jsonl");
    index_corpus(dir, "build");
    const bool removed = wait_until([&] { return asker.ids("الفهد").empty(); }, 2s);
    CHECK(removed);
    CHECK(asker.ids("تلسكوب") == Ids{"sci-1"});
  }

  TEST_CASE("queries are answered all through a series of updates") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(200, "a", "الهدهد"));
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    std::atomic<bool> done = false;
    std::atomic<int> failures = 0;
    std::atomic<int> answers = 0;
    const auto ask = [&] {
      const HttpClient client(server.port());
      while (!done) {
        const HttpResponse response =
            client.get("/api/v1/search?size=5&duplicates=1&q=" + percent_encoded("الهدهد"));
        const Json answer = Json::parse(response.body, nullptr, false);
        const bool good = response.status == 200 && answer.is_object() &&
                          answer.at("total").at("value").get<int>() >= 200;
        ++(good ? answers : failures);
      }
    };
    // Several at once: each opens the new files when it first meets them, while the next go.
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) readers.emplace_back(ask);
    std::string problem;
    try {
      for (int i = 0; i < 20; ++i) {
        dir.write("corpus/more.jsonl", sample_jsonl(20, "more" + std::to_string(i), "الهدهد"));
        index_corpus(dir, i % 2 == 0 ? "update" : "build");
      }
    } catch (const std::exception& error) {
      problem = error.what();
    }
    done = true;
    for (std::thread& reader : readers) reader.join();
    CHECK(problem == "");
    CHECK(failures == 0);
    CHECK(answers > 5);
  }

  TEST_CASE("a request that has begun is answered after SIGTERM and the server then exits 0") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    ServerProcess server(dir / "index");
    const std::string request = request_for("/api/v1/search?q=");
    const RawConnection connection(server.port());
    connection.send(request.substr(0, request.size() / 2));
    REQUIRE(wait_until([&] { return connection.fully_read_by_server(); }, 5s));
    server.ask_to_stop();
    CHECK(wait_until([&] { return !accepts_connections(server.port()); }, 5s));
    std::this_thread::sleep_for(200ms);  // longer than the server waits between two looks
    connection.send(request.substr(request.size() / 2));
    const std::string received = connection.read_all(5s);
    INFO(received);
    CHECK(received.starts_with("HTTP/1.1 200"));
    CHECK(judged(received) == Answer::whole);
    const int exit_code = server.stop();
    INFO(server.output());
    CHECK(exit_code == 0);
  }

  TEST_CASE("no answer is cut short when SIGTERM comes under load") {
    const TempDir dir;
    dir.write("corpus/a.jsonl", sample_jsonl(300, "a", "الهدهد"));
    index_corpus(dir);
    ServerProcess server(dir / "index");
    const std::string request =
        request_for("/api/v1/search?size=100&duplicates=1&q=" + percent_encoded("الهدهد بحر"));
    std::atomic<int> whole = 0;
    std::atomic<int> cut_short = 0;
    constexpr std::size_t kClients = 4;
    std::vector<std::thread> clients;
    clients.reserve(kClients);
    for (std::size_t i = 0; i < kClients; ++i) {
      clients.emplace_back([&] {
        try {
          while (true) {  // until nothing listens any more
            const RawConnection connection(server.port());
            connection.send(request);
            const Answer answer = judged(connection.read_all(10s));
            whole += answer == Answer::whole ? 1 : 0;
            cut_short += answer == Answer::cut_short ? 1 : 0;
          }
        } catch (const std::runtime_error&) {
          // cannot connect: the server has stopped
        }
      });
    }
    const bool busy = wait_until([&] { return whole >= 20; }, 30s);
    const int exit_code = server.stop();
    for (std::thread& client : clients) {
      client.join();
    }
    INFO(server.output());
    CHECK(busy);
    CHECK(cut_short == 0);
    CHECK(exit_code == 0);
  }

  TEST_CASE("idle connections do not keep a server from stopping") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    ServerProcess server(dir / "index");
    const RawConnection silent(server.port());
    const RawConnection kept_alive(server.port());
    kept_alive.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(wait_until([&] { return kept_alive.fully_read_by_server(); }, 5s));
    CHECK(server.stop() == 0);
  }

  TEST_CASE("a server without an index says what to do or says that it is not ready") {
    const TempDir dir;
    Program program(server_program(),
                    {"--index", dir / "nothing", "--web", web_folder().string(), "--port", "0"});
    const bool decided = wait_until(
        [&] { return !program.running() || program.out().find("/\n") != std::string::npos; }, 10s);
    REQUIRE(decided);
    if (program.running()) {
      const std::string out = program.out();
      const int port = std::stoi(out.substr(out.rfind(':') + 1));
      CHECK(HttpClient(port).get("/healthz").status == 200);
      CHECK(HttpClient(port).get("/readyz").status == 503);
      CHECK(HttpClient(port).get("/api/v1/search?q=x").status == 503);
    } else {
      CHECK(program.wait(0ms) == 2);
      CHECK(program.err().find(dir / "nothing") != std::string::npos);
      CHECK(program.err().find("build") != std::string::npos);
    }
  }

  TEST_CASE("two servers share an index") {
    const TempDir dir;
    write_articles(dir, "corpus");
    index_corpus(dir);
    const ServerProcess first(dir / "index");
    const ServerProcess second(dir / "index");
    CHECK(first.port() != second.port());
    CHECK(Asker(first.port()).ids("الجراد") == Asker(second.port()).ids("الجراد"));
  }
}

}  // namespace

}  // namespace fihris::test
