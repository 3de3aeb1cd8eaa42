// One client's connection: bytes in and out, within limits of size and time.
#pragma once

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <string>

#include "server/api/backlog.h"

namespace fihris::api {

// Each time has a second, shorter value for when other connections wait for a worker, or the server
// stops.
struct ConnectionLimits {
  using Milliseconds = std::chrono::milliseconds;
  struct Patience {
    Milliseconds usual, crowded;
  };
  std::size_t head_bytes = std::size_t{64} << 10U;            // request line and headers
  std::size_t skipped_bytes = std::size_t{1} << 20U;          // of a body that nobody reads
  Patience head{Milliseconds{10'000}, Milliseconds{1'000}};   // until the head is whole
  Patience idle{Milliseconds{15'000}, Milliseconds{0}};       // until the next request begins
  Patience stall{Milliseconds{60'000}, Milliseconds{2'000}};  // while the client takes nothing
  Patience linger{Milliseconds{1'000}, Milliseconds{100}};    // until it has read the last answer
};

// Not thread-safe. Closes the socket at its end.
class Connection : public httplib::Stream {
 public:
  Connection(socket_t socket, const ConnectionLimits& limits, Backlog& backlog);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Waits until the next request begins. False: none came, or others need the worker more.
  bool await_request();
  // Sends what was written. False: the client is gone or takes nothing.
  bool flush();
  // To be called before the end where the client may still be sending: its answer would be lost
  // with a connection that is closed on unread bytes.
  void skip_rest();

  bool is_readable() const override { return begin_ < end_; }
  bool is_writable() const override { return !failed_; }
  // 0 at the end of the connection, and where a limit is reached.
  ssize_t read(char* bytes, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Address {
    std::string ip;
    int port = 0;
  };
  static Address address_of(socket_t socket, int (*get)(int, sockaddr*, socklen_t*));
  bool is_over(Clock::time_point since, const ConnectionLimits::Patience& patience) const;
  bool fill(Clock::time_point since, const ConnectionLimits::Patience& patience);
  bool receive();

  socket_t socket_;
  const ConnectionLimits& limits_;
  Backlog& backlog_;
  Address remote_, local_;
  std::string in_;
  std::size_t begin_ = 0, end_ = 0;  // of what was received and not yet read
  std::string out_;                  // written and not yet sent
  std::size_t head_bytes_ = 0;
  Clock::time_point head_started_;
  bool is_first_ = true;
  bool failed_ = false;
};

}  // namespace fihris::api
