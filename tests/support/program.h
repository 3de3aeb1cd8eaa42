// Running other programs: to their end with `run`, or beside the test with `Program`.
//
//   const RunResult result = run(indexer_program(), {"check", "--index", dir / "index"});
//   INFO(result);
//   CHECK(result.exit_code == 0);
//
// Output goes to files, so a program never blocks on a full pipe, and a test never hangs: what does
// not end in time is killed together with everything that it started. If the test itself dies, the
// kernel kills its programs.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temp_dir.h"

namespace fihris::test {

struct RunOptions {
  std::string in = {};                                                // standard input
  std::vector<std::pair<std::string, std::string>> environment = {};  // added to the test's own
  std::filesystem::path folder = {};           // working folder; the test's own if empty
  std::chrono::milliseconds timeout{120'000};  // for run()
};

// What a shell reports: 128 + N for a program ended by signal N, 127 for one that cannot be
// started.
inline constexpr int kTimedOut = -1;

struct RunResult {
  int exit_code = kTimedOut;
  std::string out;
  std::string err;
  long peak_kilobytes = 0;  // of memory, of the program alone
};
std::ostream& operator<<(std::ostream& stream, const RunResult& result);

// A program that runs beside the test. The destructor kills it.
class Program {
 public:
  Program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
          const RunOptions& options = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  bool running();
  void signal(int number) const;  // no effect on a program that has ended

  // Its exit code once it has ended; nothing if it still runs after `timeout`.
  std::optional<int> wait(std::chrono::milliseconds timeout);

  std::string out() const;  // what it has written so far
  std::string err() const;
  long peak_kilobytes() const { return peak_kilobytes_; }  // once it has ended
  pid_t pid() const { return pid_; }                       // -1 once it is over

 private:
  TempDir dir_;
  pid_t pid_ = -1;
  std::optional<int> exit_code_;
  long peak_kilobytes_ = 0;
};

RunResult run(const std::filesystem::path& program, const std::vector<std::string>& arguments,
              const RunOptions& options = {});

// The same with standard input, output and error on a terminal; both outputs come back as `out`.
RunResult run_on_terminal(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments,
                          const RunOptions& options = {});

}  // namespace fihris::test
