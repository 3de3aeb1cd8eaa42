#include "server/api/backlog.h"

#include <sys/eventfd.h>
#include <unistd.h>

namespace fihris::api {
namespace {

constexpr eventfd_t kForAll = 1'000'000;

}  // namespace

Backlog::Backlog(std::size_t workers)
    : workers_(workers), calls_(::eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK | EFD_CLOEXEC)) {}

Backlog::~Backlog() { ::close(calls_); }

void Backlog::join() {
  ++waiting_;
  if (is_crowded()) ::eventfd_write(calls_, 1);
}

void Backlog::begin() {
  ++busy_;
  --waiting_;
  if (!is_stopped()) take_call();  // this one needs no room any more
}

void Backlog::end() { --busy_; }

bool Backlog::take_call() {
  eventfd_t value = 0;
  return ::eventfd_read(calls_, &value) == 0;
}

void Backlog::stop() {
  stopped_ = true;
  ::eventfd_write(calls_, kForAll);
}

void Workers::enqueue(std::function<void()> answer) {
  backlog_.join();
  ThreadPool::enqueue([this, answer = std::move(answer)] {
    backlog_.begin();
    answer();
    backlog_.end();
  });
}

}  // namespace fihris::api
