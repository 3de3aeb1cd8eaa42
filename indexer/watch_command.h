// watch: keeps an index in line with its corpus.
#pragma once

#include <chrono>
#include <functional>

#include "indexer/writer/index_writer.h"

namespace fihris {

// Calls `update` now, and again whenever files of the corpus have changed, until SIGINT or SIGTERM.
// An update that returns false is tried again after a while. Its `stopped` is set, so that the
// signal ends it, too. `poll_every`: where the kernel does not tell of changes.
void watch_corpus(writer::WriteOptions options, std::chrono::seconds poll_every,
                  const std::function<bool(const writer::WriteOptions&)>& update);

}  // namespace fihris
