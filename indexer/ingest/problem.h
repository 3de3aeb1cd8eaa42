// What could not be read, and where. Reading goes on after a problem.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace fihris::ingest {

struct Problem {
  std::string path;
  std::uint64_t line = 0;  // 1-based; 0: the whole file
  std::string message;
};

using ProblemSink = std::function<void(const Problem&)>;

}  // namespace fihris::ingest
