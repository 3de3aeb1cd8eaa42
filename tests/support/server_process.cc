#include "tests/support/server_process.h"

#include <csignal>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "tests/support/paths.h"
#include "tests/support/wait.h"

namespace fihris::test {

using namespace std::chrono_literals;

ServerProcess::ServerProcess(const std::filesystem::path& index,
                             const std::vector<std::string>& more_arguments) {
  std::vector<std::string> arguments{"--index", index.string(), "--web",  web_folder().string(),
                                     "--host",  "127.0.0.1",    "--port", "0"};
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  program_ = std::make_unique<Program>(server_program(), arguments);
  const std::regex announcement(R"((^|\n)listening on http://127\.0\.0\.1:(\d+)/\n)");
  std::smatch match;
  std::string out;
  const bool ready = wait_until(
      [&] {
        const bool alive = program_->running();
        out = program_->out();
        return std::regex_search(out, match, announcement) || !alive;
      },
      30s);
  if (!ready || match.empty()) {
    std::ostringstream message;
    message << "fihris-server does not say that it listens: "
            << (program_->running() ? "still running\n" : "ended, ") << output();
    throw std::runtime_error(message.str());
  }
  port_ = std::stoi(match[2]);
}

std::string ServerProcess::url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

void ServerProcess::ask_to_stop() const { program_->signal(SIGTERM); }

int ServerProcess::stop() {
  ask_to_stop();
  return program_->wait(20s).value_or(kTimedOut);
}

RunResult ServerProcess::output() const {
  return {program_->wait(0ms).value_or(kTimedOut), program_->out(), program_->err()};
}

}  // namespace fihris::test
