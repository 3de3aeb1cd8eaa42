#include "server/api/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace fihris::api {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kReceiveBytes = std::size_t{16} << 10U;
constexpr std::size_t kSendBytes = std::size_t{64} << 10U;
constexpr milliseconds kGlance{50};  // how often a wait looks whether others wait, too
constexpr milliseconds kBusy{20};    // a client that asks again within this time is not idle
// A script asks again at once. To wake a thread that sleeps takes longer: 50 µs in some machines.
constexpr std::chrono::microseconds kAwake{60};

// Waits for the event on the socket, but not for long.
bool is_ready(int socket, short event, milliseconds patience = kGlance) {
  pollfd waiting{socket, event, 0};
  return ::poll(&waiting, 1, static_cast<int>(patience.count())) > 0;
}

}  // namespace

Connection::Connection(socket_t socket, const ConnectionLimits& limits, Backlog& backlog)
    : socket_(socket),
      limits_(limits),
      backlog_(backlog),
      remote_(address_of(socket, ::getpeername)),
      local_(address_of(socket, ::getsockname)),
      in_(kReceiveBytes, '\0') {}

Connection::~Connection() {
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
}

Connection::Address Connection::address_of(socket_t socket,
                                           int (*get)(int, sockaddr*, socklen_t*)) {
  sockaddr_in6 address{};  // as large as an address of IPv4
  socklen_t size = sizeof address;
  Address out;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (get(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return out;
  if (address.sin6_family == AF_INET6) {
    ::inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
  } else if (address.sin6_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  }
  out.ip = text.data();
  out.port = ntohs(address.sin6_port);  // at the same place in both
  return out;
}

bool Connection::is_over(Clock::time_point since,
                         const ConnectionLimits::Patience& patience) const {
  const bool hurried = backlog_.is_crowded() || backlog_.is_stopped();
  return Clock::now() - since >= (hurried ? patience.crowded : patience.usual);
}

bool Connection::receive() {
  const ssize_t count = ::recv(socket_, in_.data(), in_.size(), MSG_DONTWAIT);
  begin_ = 0;
  end_ = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  return count > 0;
}

bool Connection::await_request() {
  const Clock::time_point since = Clock::now();
  head_bytes_ = 0;
  head_started_ = since;
  if (begin_ < end_) return true;
  // A new connection has sent its request, or is about to.
  if (std::exchange(is_first_, false)) return fill(since, limits_.head);
  while (!backlog_.is_crowded() && Clock::now() - since < kAwake) {
    head_started_ = Clock::now();
    if (receive()) return true;
    ::sched_yield();
  }
  // To close it now would lose the request that is on its way.
  if (is_ready(socket_, POLLIN, kBusy)) {
    head_started_ = Clock::now();
    return receive();
  }
  // No glances: many connections may be idle, and for long.
  std::array<pollfd, 2> waiting{{{socket_, POLLIN, 0}, {backlog_.call_fd(), POLLIN, 0}}};
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(since + limits_.idle.usual - Clock::now());
    if (::poll(waiting.data(), waiting.size(), std::max(0, static_cast<int>(left.count()))) == 0) {
      return false;
    }
    head_started_ = Clock::now();
    if (waiting[0].revents != 0) return receive();
    if (backlog_.take_call()) return false;
  }
}

// Receives some bytes; false: the end of the connection or of the patience.
bool Connection::fill(Clock::time_point since, const ConnectionLimits::Patience& patience) {
  while (!is_over(since, patience)) {
    if (is_ready(socket_, POLLIN)) return receive();
    // What has begun, is_over() hurries.
    if (backlog_.is_stopped() && head_bytes_ == 0) return false;
  }
  return false;
}

ssize_t Connection::read(char* bytes, std::size_t size) {
  const std::size_t allowed = limits_.head_bytes - head_bytes_;
  if (allowed == 0 || (begin_ == end_ && !fill(head_started_, limits_.head))) return 0;
  const std::size_t count = std::min({size, end_ - begin_, allowed});
  std::memcpy(bytes, in_.data() + begin_, count);
  begin_ += count;
  head_bytes_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  out_.append(bytes, size);
  if (out_.size() >= kSendBytes) flush();
  return failed_ ? -1 : static_cast<ssize_t>(size);
}

bool Connection::flush() {
  std::string_view left = out_;
  Clock::time_point since = Clock::now();
  while (!left.empty() && !failed_) {
    const ssize_t count = ::send(socket_, left.data(), left.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count > 0) {
      left.remove_prefix(static_cast<std::size_t>(count));
      since = Clock::now();
    } else if (errno == EAGAIN) {
      failed_ = !is_ready(socket_, POLLOUT) && is_over(since, limits_.stall);
    } else if (errno != EINTR) {
      failed_ = true;
    }
  }
  out_.clear();
  return !failed_;
}

void Connection::skip_rest() {
  ::shutdown(socket_, SHUT_WR);
  const Clock::time_point since = Clock::now();
  std::size_t skipped = end_ - begin_;
  while (skipped < limits_.skipped_bytes && fill(since, limits_.linger)) skipped += end_;
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = remote_.ip;
  port = remote_.port;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip = local_.ip;
  port = local_.port;
}

}  // namespace fihris::api
