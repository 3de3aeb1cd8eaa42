// Where the programs under test and the project's files are; set by tests/CMakeLists.txt.
#pragma once

#include <filesystem>

namespace fihris::test {

inline std::filesystem::path indexer_program() { return FIHRIS_INDEXER; }
inline std::filesystem::path server_program() { return FIHRIS_SERVER; }
inline std::filesystem::path web_folder() { return FIHRIS_WEB_DIR; }
inline std::filesystem::path source_folder() { return FIHRIS_SOURCE_DIR; }
inline std::filesystem::path build_folder() { return FIHRIS_BUILD_DIR; }

}  // namespace fihris::test
