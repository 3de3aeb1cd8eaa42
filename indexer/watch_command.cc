#include "indexer/watch_command.h"

#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

#include "indexer/ingest/file_watch.h"

namespace fihris {
namespace {

constexpr std::chrono::seconds kTryAgain{10};

// SIGINT and SIGTERM as something to wait for. They stay blocked in all threads.
class StopSignals {
 public:
  StopSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    descriptor_ = ::signalfd(-1, &signals, SFD_CLOEXEC);
  }
  ~StopSignals() { ::close(descriptor_); }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  int descriptor() const { return descriptor_; }
  bool came() const {
    pollfd source{descriptor_, POLLIN, 0};
    return ::poll(&source, 1, 0) > 0;
  }

 private:
  int descriptor_ = -1;
};

}  // namespace

void watch_corpus(writer::WriteOptions options, std::chrono::seconds poll_every,
                  const std::function<bool(const writer::WriteOptions&)>& update) {
  const StopSignals stop;
  options.stopped = [&stop] { return stop.came(); };
  ingest::FileWatch files(options.corpus, options.index, poll_every);
  bool going = true;
  while (going) {
    files.renew();
    const bool done = update(options);
    going = done ? files.wait(stop.descriptor()) : files.wait(stop.descriptor(), kTryAgain);
  }
}

}  // namespace fihris
