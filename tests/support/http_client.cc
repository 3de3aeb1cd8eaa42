#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <fstream>
#include <ostream>
#include <sstream>
#include <stdexcept>

namespace fihris::test {

namespace {

constexpr const char* kHost = "127.0.0.1";

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// A connected socket, or -1.
int connected_socket(int port) {
  const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = ::htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, kHost, &address.sin_addr);
  if (::connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return handle;
  }
  ::close(handle);
  return -1;
}

// "0100007F:1F90" → 8080
int port_in(const std::string& address) {
  return std::stoi(address.substr(address.find(':') + 1), nullptr, 16);
}

}  // namespace

std::string HttpResponse::header(const std::string& name) const {
  const auto found = headers.find(lower_case(name));
  return found == headers.end() ? std::string() : found->second;
}

std::ostream& operator<<(std::ostream& stream, const HttpResponse& response) {
  stream << "HTTP " << response.status << '\n';
  for (const auto& [name, value] : response.headers) {
    stream << name << ": " << value << '\n';
  }
  return stream << '\n' << response.body.substr(0, 2000);
}

HttpResponse HttpClient::send(const std::string& method, const std::string& target,
                              const std::string& body, const HttpHeaders& headers) const {
  // A server that hangs up while a body is sent must not end the test.
  [[maybe_unused]] static const auto old_handler = std::signal(SIGPIPE, SIG_IGN);
  httplib::Client client(kHost, port_);
  client.set_url_encode(false);
  client.set_connection_timeout(timeout_);
  client.set_read_timeout(timeout_);
  httplib::Request request;
  request.method = method;
  request.path = target;
  request.body = body;
  for (const auto& [name, value] : headers) request.set_header(name, value);
  if (!body.empty()) {
    request.set_header("Content-Type", "application/json");
  }
  const httplib::Result result = client.send(request);
  if (!result) {
    return {};
  }
  HttpResponse response{result->status, {}, result->body};
  for (const auto& [name, value] : result->headers) {
    response.headers[lower_case(name)] = value;
  }
  return response;
}

std::string percent_encoded(std::string_view bytes) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 ||
                                       std::string_view("-._~").find(c) != std::string_view::npos);
    if (plain) {
      encoded += c;
    } else {
      encoded += {'%', kHexDigits[byte >> 4U], kHexDigits[byte & 15U]};
    }
  }
  return encoded;
}

RawConnection::RawConnection(int port) : port_(port), socket_(connected_socket(port)) {
  if (socket_ < 0) {
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
}

RawConnection::~RawConnection() { ::close(socket_); }

void RawConnection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) {
      return;  // the server has closed: the answer, or its absence, tells
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string RawConnection::read_all(std::chrono::milliseconds timeout) const {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  std::string received;
  std::array<char, 65536> buffer{};
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd readable{socket_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&readable, 1, static_cast<int>(left.count())) <= 0) {
      return received;
    }
    const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count <= 0) {
      return received;
    }
    received.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::string RawConnection::read_answer(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  std::size_t size = std::string::npos;
  while (true) {
    const std::size_t head = unread_.find("\r\n\r\n");
    if (head != std::string::npos) {
      const std::size_t length = unread_.find("Content-Length: ");
      size = head + 4 + (length < head ? std::stoul(unread_.substr(length + 16)) : 0);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd readable{socket_, POLLIN, 0};
    std::array<char, 65536> buffer{};
    ssize_t count = 0;
    if (unread_.size() < size &&
        ::poll(&readable, 1, std::max(0, static_cast<int>(left.count()))) > 0) {
      count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    }
    if (count <= 0) {
      std::string answer = unread_.substr(0, size);
      unread_.erase(0, size);
      return answer;
    }
    unread_.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

bool RawConnection::has_answer() const {
  char byte = 0;
  return ::recv(socket_, &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) == 1;
}

bool RawConnection::fully_read_by_server() const {
  sockaddr_in own{};
  socklen_t size = sizeof own;
  ::getsockname(socket_, reinterpret_cast<sockaddr*>(&own), &size);
  const int own_port = ::ntohs(own.sin_port);
  std::ifstream table("/proc/net/tcp");
  std::string line;
  while (std::getline(table, line)) {
    std::istringstream columns(line);
    std::string number;
    std::string local;
    std::string remote;
    std::string state;
    std::string queues;  // "00000000:0000001A": bytes not yet sent : not yet read
    std::string skipped;
    std::string inode;  // 0 until the connection is accepted
    columns >> number >> local >> remote >> state >> queues;
    columns >> skipped >> skipped >> skipped >> skipped >> inode;
    if (number == "sl" || port_in(local) != port_ || port_in(remote) != own_port) {
      continue;
    }
    return inode != "0" && queues.ends_with(":00000000");
  }
  return false;
}

bool accepts_connections(int port) {
  const int handle = connected_socket(port);
  if (handle >= 0) {
    ::close(handle);
  }
  return handle >= 0;
}

}  // namespace fihris::test
