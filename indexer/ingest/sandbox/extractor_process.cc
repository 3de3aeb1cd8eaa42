#include "indexer/ingest/sandbox/extractor_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <system_error>
#include <utility>

#include "indexer/ingest/formats/format.h"

namespace fihris::ingest {
namespace {

using std::chrono::steady_clock;

constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20U;
// On the wall: three seconds for one of processor time, but never so few that a busy machine alone
// could use them up.
constexpr std::uint64_t kWallSeconds = 3;
constexpr std::uint64_t kFewestWallSeconds = 60;
constexpr std::size_t kReadSize = std::size_t{256} << 10U;

std::string reason(int code) { return std::generic_category().message(code); }

std::string extractor_path() {
  std::error_code code;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", code);
  return (self.parent_path() / "fihris-extractor").string();
}

// The socket becomes the child's standard input; nothing else is handed on.
Result<pid_t> spawn(const std::string& path, int socket) {
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  std::array<char*, 2> arguments{const_cast<char*>(path.c_str()), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t pid = -1;
  const int code =
      ::posix_spawn(&pid, path.c_str(), &actions, nullptr, arguments.data(), environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (code != 0) return fail(fmt::format("cannot start {}: {}", path, reason(code)));
  return pid;
}

std::uint64_t used_seconds(pid_t pid) {
  clockid_t clock{};
  struct timespec used {};
  if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return 0;
  return static_cast<std::uint64_t>(used.tv_sec);
}

void set_soft_limit(pid_t pid, __rlimit_resource resource, std::uint64_t most) {
  struct rlimit value {};
  if (::prlimit(pid, resource, nullptr, &value) != 0) return;
  value.rlim_cur = std::min<rlim_t>(most, value.rlim_max);
  ::prlimit(pid, resource, &value, nullptr);
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool send_with_descriptor(int socket, std::string_view bytes, int descriptor) {
  struct iovec part {
    const_cast<char*>(bytes.data()), bytes.size()
  };
  alignas(struct cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  struct msghdr message {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  struct cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
  ssize_t sent = -1;
  do {
    sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent >= 0 && send_all(socket, bytes.substr(static_cast<std::size_t>(sent)));
}

}  // namespace

Result<ExtractorProcess> ExtractorProcess::start() {
  static const std::string path = extractor_path();
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) {
    return fail("no socket for the extractor: " + reason(errno));
  }
  const Result<pid_t> pid = spawn(path, sockets[1]);
  ::close(sockets[1]);
  if (!pid) {
    ::close(sockets[0]);
    return tl::make_unexpected(pid.error());
  }
  return ExtractorProcess(*pid, sockets[0]);
}

ExtractorProcess::ExtractorProcess(ExtractorProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), socket_(std::exchange(other.socket_, -1)) {}

ExtractorProcess& ExtractorProcess::operator=(ExtractorProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(socket_, other.socket_);
  return *this;
}

ExtractorProcess::~ExtractorProcess() { end(); }

void ExtractorProcess::set_limits(const InputFile& file, const SandboxLimits& limits) {
  limits_ = limits;
  seconds_ = limits.seconds + file.size() / kMegabyte;
  wall_seconds_ = std::max(kFewestWallSeconds, seconds_ * kWallSeconds);
  deadline_ = steady_clock::now() + std::chrono::seconds(wall_seconds_);
  received_ = 0;
  set_soft_limit(pid_, RLIMIT_CPU, used_seconds(pid_) + seconds_);
  // What the process writes to; the file itself and the libraries are only mapped.
  set_soft_limit(pid_, RLIMIT_DATA, limits.memory);
}

Result<void> ExtractorProcess::ask(const InputFile& file, const Request& request,
                                   std::string_view name, const SandboxLimits& limits) {
  ++files_;
  set_limits(file, limits);
  const std::string_view head(reinterpret_cast<const char*>(&request), sizeof request);
  if (!send_with_descriptor(socket_, head, file.descriptor()) || !send_all(socket_, name)) {
    return give_up({});
  }
  return {};
}

Result<std::string_view> ExtractorProcess::next_line() {
  std::size_t searched = begin_;
  while (true) {
    const std::size_t line_end = buffer_.find('\n', searched);
    if (line_end != std::string::npos) {
      const std::size_t begin = std::exchange(begin_, line_end + 1);
      return std::string_view(buffer_).substr(begin, line_end - begin);
    }
    buffer_.erase(0, std::exchange(begin_, 0));
    searched = buffer_.size();
    if (Result<void> received = receive(); !received) return tl::make_unexpected(received.error());
  }
}

Result<void> ExtractorProcess::receive() {
  struct pollfd waiting {
    socket_, POLLIN, 0
  };
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - steady_clock::now());
  const int ready = left.count() > 0 ? ::poll(&waiting, 1, static_cast<int>(left.count())) : 0;
  if (ready == 0) return give_up(fmt::format("took longer than {} s", wall_seconds_));
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kReadSize);
  const ssize_t got = ready < 0 ? -1 : ::read(socket_, buffer_.data() + before, kReadSize);
  const bool again = got < 0 && errno == EINTR;
  buffer_.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
  if (again) return {};
  if (got <= 0) return give_up({});
  received_ += static_cast<std::uint64_t>(got);
  if (received_ > limits_.articles) {
    return give_up(fmt::format("holds more than {} MB of text", limits_.articles / kMegabyte));
  }
  return {};
}

// Why the process ended: as its status says, unless the reason is known.
tl::unexpected<Error> ExtractorProcess::give_up(std::string why) {
  const int status = end();
  if (!why.empty()) return fail(std::move(why));
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory) {
    return fail(fmt::format("needs more than {} MB of memory", limits_.memory / kMegabyte));
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
    return fail(fmt::format("took longer than {} s", seconds_));
  }
  if (WIFSIGNALED(status)) {
    return fail(fmt::format("its reader crashed ({})", ::strsignal(WTERMSIG(status))));
  }
  return fail(fmt::format("its reader ended with status {}", WEXITSTATUS(status)));
}

// The wait status of the process. What has ended by itself keeps its own.
int ExtractorProcess::end() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  const pid_t pid = std::exchange(pid_, -1);
  if (pid < 0) return 0;
  ::kill(pid, SIGKILL);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace fihris::ingest
