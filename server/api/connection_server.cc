#include "server/api/connection_server.h"

#include <sys/socket.h>

namespace fihris::api {
namespace {

constexpr int kUnaccepted = 1024;
constexpr std::size_t kRequestsPerConnection = 1'000'000;

// GET and HEAD mean nothing by a body, and all else is refused: nobody reads it.
bool has_body(const httplib::Request& request) {
  const std::string length = request.get_header_value("Content-Length");
  return request.has_header("Transfer-Encoding") || (!length.empty() && length != "0");
}

void set_header(httplib::Headers& headers, const char* name, const char* value) {
  headers.erase(name);
  headers.emplace(name, value);
}

}  // namespace

ConnectionServer::ConnectionServer(std::size_t workers) : backlog_(workers) {
  new_task_queue = [this, workers] { return new Workers(workers, backlog_); };
  set_keep_alive_max_count(kRequestsPerConnection);
  set_keep_alive_timeout(
      std::chrono::duration_cast<std::chrono::seconds>(limits_.idle.usual).count());
}

bool ConnectionServer::listen_bound() {
  ::listen(svr_sock_, kUnaccepted);
  return listen_after_bind();
}

void ConnectionServer::stop_all() {
  backlog_.stop();
  stop();
}

bool ConnectionServer::process_and_close_socket(socket_t socket) {
  Connection connection(socket, limits_, backlog_);
  bool may_go_on = true;
  while (may_go_on && connection.await_request()) {
    bool understood = false;
    bool body_follows = false;
    bool client_closes = false;
    const bool last = backlog_.is_crowded() || backlog_.is_stopped();
    const bool answered =
        process_request(connection, last, client_closes, [&](httplib::Request& request) {
          understood = true;
          body_follows = has_body(request);
          if (body_follows) set_header(request.headers, "Connection", "close");
          auto encodings = request.headers.extract("Accept-Encoding");
          if (encodings.empty()) return;
          encodings.key() = kAcceptedEncodings;
          request.headers.insert(std::move(encodings));
        });
    const bool sent = connection.flush();
    may_go_on = answered && sent && understood && !body_follows && !client_closes && !last;
    if (sent && (!understood || body_follows)) connection.skip_rest();
  }
  return true;
}

}  // namespace fihris::api
