// One running fihris-extractor: started, fed, timed and ended.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/ingest/input_file.h"
#include "indexer/ingest/sandbox/protocol.h"
#include "indexer/ingest/sandbox/sandbox.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

// Movable, not copyable; one thread at a time. Ends the process when it goes.
class ExtractorProcess {
 public:
  // Error: the program cannot be started.
  static Result<ExtractorProcess> start();

  ExtractorProcess(ExtractorProcess&& other) noexcept;
  ExtractorProcess& operator=(ExtractorProcess&& other) noexcept;
  ExtractorProcess(const ExtractorProcess&) = delete;
  ExtractorProcess& operator=(const ExtractorProcess&) = delete;
  ~ExtractorProcess();

  // Asks for a file; its limits begin to count. Error: the process is gone.
  Result<void> ask(const InputFile& file, const Request& request, std::string_view name,
                   const SandboxLimits& limits);

  // The next line of the answer, without its line end; valid until the next call. Error: which
  // limit the file has crossed; the process is gone then.
  Result<std::string_view> next_line();

  bool running() const { return pid_ >= 0; }
  std::uint64_t files() const { return files_; }  // asked for so far

 private:
  ExtractorProcess(pid_t pid, int socket) : pid_(pid), socket_(socket) {}

  void set_limits(const InputFile& file, const SandboxLimits& limits);
  Result<void> receive();
  tl::unexpected<Error> give_up(std::string why);
  int end();

  pid_t pid_ = -1;
  int socket_ = -1;
  std::uint64_t files_ = 0;
  SandboxLimits limits_;
  std::uint64_t seconds_ = 0;  // of processor time for the file at hand
  std::uint64_t wall_seconds_ = 0;
  std::chrono::steady_clock::time_point deadline_;
  std::uint64_t received_ = 0;
  std::string buffer_;  // received; from `begin_` on not given yet
  std::size_t begin_ = 0;
};

}  // namespace fihris::ingest
