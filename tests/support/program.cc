#include "tests/support/program.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <ostream>
#include <stdexcept>

#include "tests/support/wait.h"

namespace fihris::test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

struct Redirection {
  std::string file;
  int flags;
};

// Everything the child needs, made before the fork: after it only system calls are safe.
struct Launch {
  std::vector<std::string> words;
  std::vector<std::string> variables;
  std::string folder;
  std::array<Redirection, 3> redirections;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (std::string& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

std::string assignment(const std::string& name, const std::string& value) {
  return name + "=" + value;
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& changes) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    const bool replaced = std::ranges::any_of(changes, [&](const auto& change) {
      return text.starts_with(assignment(change.first, ""));
    });
    if (!replaced) {
      variables.push_back(text);
    }
  }
  for (const auto& [name, value] : changes) {
    variables.push_back(assignment(name, value));
  }
  return variables;
}

// Runs in the child; never returns.
[[noreturn]] void become(const Launch& launch, char* const* words, char* const* variables) {
  ::setpgid(0, 0);
  ::signal(SIGPIPE, SIG_DFL);  // the test may ignore it
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  bool ready = launch.folder.empty() || ::chdir(launch.folder.c_str()) == 0;
  for (int target = 0; target < 3; ++target) {
    const Redirection& redirection = launch.redirections.at(static_cast<std::size_t>(target));
    const int source = ::open(redirection.file.c_str(), redirection.flags, 0600);
    ready = ready && source >= 0 && ::dup2(source, target) == target;
  }
  if (ready) {
    ::execvpe(words[0], words, variables);
  }
  constexpr std::string_view kMessage = "the test could not start this program\n";
  [[maybe_unused]] const ssize_t ignored = ::write(2, kMessage.data(), kMessage.size());
  ::_exit(127);
}

std::string shell_quoted(const std::string& word) {
  std::string quoted = "'";
  for (const char c : word) {
    quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return quoted + "'";
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const RunResult& result) {
  if (result.exit_code == kTimedOut) {
    stream << "killed, it did not end in time";
  } else {
    stream << "exit code " << result.exit_code;
  }
  return stream << "\n----- stdout -----\n"
                << result.out << "----- stderr -----\n"
                << result.err << "------------------";
}

Program::Program(const fs::path& program, const std::vector<std::string>& arguments,
                 const RunOptions& options) {
  dir_.write("in", options.in);
  constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC;
  Launch launch{
      {program.string()},
      environment_with(options.environment),
      options.folder.string(),
      {{{dir_ / "in", O_RDONLY | O_CLOEXEC}, {dir_ / "out", kWrite}, {dir_ / "err", kWrite}}}};
  launch.words.insert(launch.words.end(), arguments.begin(), arguments.end());
  dir_.write("out", "");
  dir_.write("err", "");
  const std::vector<char*> words = pointers(launch.words);
  const std::vector<char*> variables = pointers(launch.variables);
  pid_ = ::fork();
  if (pid_ < 0) {
    throw std::runtime_error("cannot fork");
  }
  if (pid_ == 0) {
    become(launch, words.data(), variables.data());
  }
  ::setpgid(pid_, pid_);  // also done by the child: whoever comes first
}

Program::~Program() {
  ::kill(-pid_, SIGKILL);  // the whole group: what it started may outlive it
  if (!exit_code_) {
    ::waitpid(pid_, nullptr, 0);
  }
}

bool Program::running() {
  if (exit_code_) {
    return false;
  }
  int status = 0;
  struct rusage usage {};
  if (::wait4(pid_, &status, WNOHANG, &usage) != pid_) {
    return true;
  }
  peak_kilobytes_ = usage.ru_maxrss;
  exit_code_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return false;
}

void Program::signal(int number) const {
  if (!exit_code_) {
    ::kill(pid_, number);
  }
}

std::optional<int> Program::wait(std::chrono::milliseconds timeout) {
  wait_until([&] { return !running(); }, timeout, 1ms);
  return exit_code_;
}

std::string Program::out() const { return read_file(dir_ / "out"); }
std::string Program::err() const { return read_file(dir_ / "err"); }

RunResult run(const fs::path& program, const std::vector<std::string>& arguments,
              const RunOptions& options) {
  Program started(program, arguments, options);
  const std::optional<int> exit_code = started.wait(options.timeout);
  return {exit_code.value_or(kTimedOut), started.out(), started.err(), started.peak_kilobytes()};
}

RunResult run_on_terminal(const fs::path& program, const std::vector<std::string>& arguments,
                          const RunOptions& options) {
  std::string command = shell_quoted(program.string());
  for (const std::string& argument : arguments) {
    command += " " + shell_quoted(argument);
  }
  return run("script", {"-q", "-e", "-c", command, "/dev/null"}, options);
}

}  // namespace fihris::test
