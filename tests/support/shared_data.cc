#include "tests/support/shared_data.h"

#include <cstdlib>
#include <iostream>

#include "tests/support/paths.h"

namespace fihris::test {

namespace fs = std::filesystem;

std::optional<fs::path> shared_data() {
  const char* chosen = std::getenv("FIHRIS_SHARED");
  const fs::path folder =
      chosen != nullptr ? fs::path(chosen) : source_folder().parent_path() / "shared";
  if (fs::is_directory(folder)) {
    return folder;
  }
  [[maybe_unused]] static const bool said = [&] {
    std::cout << "skipped: no shared data (" << folder.string() << ")\n";
    return true;
  }();
  return std::nullopt;
}

std::optional<fs::path> shared_data(std::string_view name) {
  const std::optional<fs::path> folder = shared_data();
  if (!folder) {
    return std::nullopt;
  }
  if (!fs::exists(*folder / name)) {
    std::cout << "skipped: no " << name << " in the shared data\n";
    return std::nullopt;
  }
  return *folder / name;
}

}  // namespace fihris::test
