// The reader's data files, embedded by CMake from indexer/ingest/data/. Each file says its format.
#pragma once

#include <string_view>

namespace fihris {

extern const std::string_view kFieldNames;
extern const std::string_view kFurnitureText;
extern const std::string_view kPageBlocks;

}  // namespace fihris
