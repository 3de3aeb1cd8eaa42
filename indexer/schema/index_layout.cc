#include "indexer/schema/index_layout.h"

#include <fmt/format.h>

#include <charconv>

namespace fihris::schema {

std::string generation_name(std::uint64_t number) { return fmt::format("gen-{:06}", number); }
std::string segment_name(std::uint64_t number) { return fmt::format("seg-{:06}", number); }

std::uint64_t number_in(const std::string& name) {
  if (!name.starts_with("gen-") && !name.starts_with("seg-")) return 0;
  std::uint64_t number = 0;
  std::from_chars(name.data() + 4, name.data() + name.size(), number);
  return number;
}

}  // namespace fihris::schema
