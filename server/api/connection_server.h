// httplib's server over bounded connections. httplib alone gives a worker to a connection for as
// long as it lives, waits for each byte of a request anew, and reads a request line of any length.
#pragma once

#include <httplib.h>

#include "server/api/backlog.h"
#include "server/api/connection.h"

namespace fihris::api {

// A client's Accept-Encoding under another name: httplib would compress by itself, ignoring q=0,
// for some types only, and at the slowest level.
inline constexpr const char* kAcceptedEncodings = "X-Fihris-Accept-Encoding";

class ConnectionServer : public httplib::Server {
 public:
  explicit ConnectionServer(std::size_t workers);

  // Instead of listen_after_bind(): httplib lets five connections wait to be accepted.
  bool listen_bound();
  // Takes no more connections, sends idle ones away, finishes what is asked.
  void stop_all();
  const Backlog& backlog() const { return backlog_; }

 private:
  bool process_and_close_socket(socket_t socket) override;

  ConnectionLimits limits_;
  Backlog backlog_;
};

}  // namespace fihris::api
