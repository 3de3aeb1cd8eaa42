// Waiting for something to become true: polls until a deadline, so that no test sleeps longer than
// it must.
//
//   CHECK(wait_until([&] { return client.get("/readyz").status == 200; }, 2s));
#pragma once

#include <chrono>
#include <thread>

namespace fihris::test {

// True as soon as `condition()` is; false if it is not within `timeout`. Asks at least once.
template <typename Condition>
bool wait_until(Condition condition, std::chrono::milliseconds timeout,
                std::chrono::milliseconds interval = std::chrono::milliseconds{5}) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= deadline) {
      return false;
    }
    std::this_thread::sleep_for(interval);
  }
  return true;
}

}  // namespace fihris::test
