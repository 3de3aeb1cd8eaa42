// Asking a server on this machine. Two levels: whole requests (HttpClient) and bytes
// (RawConnection).
//
//   HttpClient client(server.port());
//   const HttpResponse answer = client.get("/api/v1/search?q=" + percent_encoded("قطن"));
//
// Targets are sent as they are: the caller encodes.
#pragma once

#include <chrono>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>

namespace fihris::test {

struct HttpResponse {
  int status = 0;                              // 0: no answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  // The header's value; empty if the answer has none.
  std::string header(const std::string& name) const;
};
std::ostream& operator<<(std::ostream& stream, const HttpResponse& response);

using HttpHeaders = std::map<std::string, std::string>;

class HttpClient {
 public:
  explicit HttpClient(int port, std::chrono::seconds timeout = std::chrono::seconds{30})
      : port_(port), timeout_(timeout) {}

  HttpResponse get(const std::string& target) const { return send("GET", target); }

  // `body`, if there is one, is sent as JSON. A compressed answer is unpacked.
  HttpResponse send(const std::string& method, const std::string& target,
                    const std::string& body = {}, const HttpHeaders& headers = {}) const;

 private:
  int port_;
  std::chrono::seconds timeout_;
};

// All bytes but A-Z a-z 0-9 - . _ ~ become %XX.
std::string percent_encoded(std::string_view bytes);

// A TCP connection, for what no well-behaved client sends.
class RawConnection {
 public:
  explicit RawConnection(int port);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  void send(std::string_view bytes) const;

  // Everything until the other side closes or `timeout` has passed.
  std::string read_all(std::chrono::milliseconds timeout) const;

  // The next answer on this connection, head and body by its length; what has come if it is not
  // whole in time.
  std::string read_answer(std::chrono::milliseconds timeout);

  // True once a server on this machine has accepted this connection and read all that was sent
  // (from the kernel's table of sockets).
  bool fully_read_by_server() const;

  // True once the answer has begun to come.
  bool has_answer() const;

 private:
  int port_;
  int socket_;
  std::string unread_;  // behind the last answer
};

// Is anything listening there?
bool accepts_connections(int port);

}  // namespace fihris::test
