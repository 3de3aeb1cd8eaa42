// What is in a file, as a number: to see whether it has changed, or only moved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace fihris::ingest {

// XXH3 of the bytes, read a block at a time. Nothing if the file cannot be read. Thread-safe.
std::optional<std::uint64_t> content_of(const std::string& path);

}  // namespace fihris::ingest
