// The user's alias list: read from a file, kept with the index, so that queries are understood by
// the list that the index was published with (indexer/analysis/aliases.h says what a list is).
#pragma once

#include <filesystem>
#include <string>

#include "indexer/schema/result.h"
#include "indexer/writer/index_writer.h"

namespace fihris::writer {

// The list of the published generation; "" if there is none. Error: it cannot be read.
Result<std::string> recorded_aliases(const std::filesystem::path& index);

// The list that the next generation is to have: that of options.aliases, else the recorded one. A
// file without rows is no list: "". Errors: the file cannot be read, or "FILE:LINE: reason".
Result<std::string> aliases_for(const WriteOptions& options);

}  // namespace fihris::writer
