#include "indexer/extract/confinement.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <new>

#include "indexer/ingest/sandbox/protocol.h"

namespace fihris::extract {
namespace {

void limit(__rlimit_resource resource, rlim_t most) {
  const struct rlimit value { most, most };
  ::setrlimit(resource, &value);  // a lower limit that was there may stay
}

// All that reading needs: memory, descriptors that are open, clocks, and an end.
constexpr std::array kAllowed{SCMP_SYS(read),          SCMP_SYS(write),
                              SCMP_SYS(recvmsg),       SCMP_SYS(sendmsg),
                              SCMP_SYS(close),         SCMP_SYS(fstat),
                              SCMP_SYS(newfstatat),    SCMP_SYS(lseek),
                              SCMP_SYS(pread64),       SCMP_SYS(mmap),
                              SCMP_SYS(munmap),        SCMP_SYS(mremap),
                              SCMP_SYS(mprotect),      SCMP_SYS(madvise),
                              SCMP_SYS(brk),           SCMP_SYS(futex),
                              SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
                              SCMP_SYS(time),          SCMP_SYS(getrandom),
                              SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
                              SCMP_SYS(rt_sigreturn),  SCMP_SYS(sigaltstack),
                              SCMP_SYS(getpid),        SCMP_SYS(gettid),
                              SCMP_SYS(sched_yield),   SCMP_SYS(restart_syscall),
                              SCMP_SYS(exit),          SCMP_SYS(exit_group)};

void filter_system_calls() {
  const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return;
  bool complete = true;
  for (const int call : kAllowed) {
    complete = ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0 && complete;
  }
  // abort() sends its signal to the thread itself.
  const struct scmp_arg_cmp own { 0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid()), 0 };
  complete =
      ::seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &own) == 0 && complete;
  if (complete) ::seccomp_load(filter);
  ::seccomp_release(filter);
}

// Whether memory has run out is asked of the system: libraries say nothing before they abort.
void end_by_signal(int number) {
  constexpr std::size_t kSome = std::size_t{32} << 20U;
  void* const some =
      ::mmap(nullptr, kSome, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (some == MAP_FAILED) ::_exit(ingest::kOutOfMemory);
  ::signal(number, SIG_DFL);
  ::raise(number);
}

}  // namespace

void give_up_rights() {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  filter_system_calls();
}

void report_exhausted_memory() {
  // The stack may be what has run out.
  static std::array<char, std::size_t{64} << 10U> stack;
  const stack_t other{stack.data(), 0, stack.size()};
  ::sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = end_by_signal;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (const int number : {SIGABRT, SIGSEGV, SIGBUS}) ::sigaction(number, &action, nullptr);
  std::set_new_handler([] { ::_exit(ingest::kOutOfMemory); });
}

}  // namespace fihris::extract
