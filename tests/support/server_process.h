// fihris-server on a free port, for as long as the object lives.
//
//   ServerProcess server(dir / "index");
//   HttpClient(server.port()).get("/healthz");
//   CHECK(server.stop() == 0);
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/program.h"

namespace fihris::test {

class ServerProcess {
 public:
  // Returns once the server says that it listens; throws, with all it printed, if it does not.
  explicit ServerProcess(const std::filesystem::path& index,
                         const std::vector<std::string>& more_arguments = {});

  int port() const { return port_; }
  pid_t pid() const { return program_->pid(); }
  std::string url() const;  // http://127.0.0.1:PORT/

  void ask_to_stop() const;  // SIGTERM, without waiting

  // SIGTERM if that was not done, then its exit code; kTimedOut if it does not end in time.
  int stop();

  RunResult output() const;  // what it has printed so far

 private:
  std::unique_ptr<Program> program_;
  int port_ = 0;
};

}  // namespace fihris::test
