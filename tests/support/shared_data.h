// The folder of measuring data that is not part of the project (third-party articles, test
// vectors).
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace fihris::test {

// Environment variable FIHRIS_SHARED, else "shared" beside the source folder; nothing if there is
// none. Says "skipped: no shared data" once.
std::optional<std::filesystem::path> shared_data();

// The file or folder `name` of the shared data, if it is there; says so if not.
std::optional<std::filesystem::path> shared_data(std::string_view name);

}  // namespace fihris::test
