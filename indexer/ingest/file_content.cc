#include "indexer/ingest/file_content.h"

#include <xxhash.h>

#include <algorithm>
#include <memory>

#include "indexer/ingest/input_file.h"

namespace fihris::ingest {
namespace {

constexpr std::uint64_t kBlock = 1U << 18U;

}  // namespace

std::optional<std::uint64_t> content_of(const std::string& path) {
  const Result<InputFile> file = InputFile::open(path);
  if (!file) return std::nullopt;
  static thread_local const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(
      XXH3_createState(), &XXH3_freeState);
  XXH3_64bits_reset(state.get());
  std::string block(std::min(file->size() + 1, kBlock), '\0');
  for (std::uint64_t at = 0;;) {
    const Result<std::size_t> got = file->read_at(at, block);
    if (!got) return std::nullopt;
    XXH3_64bits_update(state.get(), block.data(), *got);
    if (*got < block.size()) return XXH3_64bits_digest(state.get());
    at += *got;
  }
}

}  // namespace fihris::ingest
