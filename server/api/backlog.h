// Who waits for a worker: so that connections that only linger can make room.
#pragma once

#include <httplib.h>

#include <atomic>
#include <cstddef>

namespace fihris::api {

// Connections that are answered and those that wait for it. Thread-safe.
class Backlog {
 public:
  explicit Backlog(std::size_t workers);
  ~Backlog();
  Backlog(const Backlog&) = delete;
  Backlog& operator=(const Backlog&) = delete;

  void join();   // a connection was accepted,
  void begin();  // a worker took it,
  void end();    // and is done with it

  std::size_t waiting() const { return waiting_; }
  // More connections than workers.
  bool is_crowded() const { return waiting_ + busy_ > workers_; }

  // Readable while room is asked for: one call for each connection that found no free worker.
  int call_fd() const { return calls_; }
  // True for one caller a call.
  bool take_call();

  // From now on everyone is called.
  void stop();
  bool is_stopped() const { return stopped_; }

 private:
  std::size_t workers_;
  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::size_t> busy_{0};
  std::atomic<bool> stopped_{false};
  int calls_;
};

// The workers: they keep the backlog's counts.
class Workers : public httplib::ThreadPool {
 public:
  Workers(std::size_t count, Backlog& backlog) : ThreadPool(count), backlog_(backlog) {}
  void enqueue(std::function<void()> answer) override;

 private:
  Backlog& backlog_;
};

}  // namespace fihris::api
