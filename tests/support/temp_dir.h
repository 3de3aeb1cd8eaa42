// A folder of its own for a test, removed with everything in it when the test ends.
//
//   TempDir dir;
//   dir.write("news/a.txt", "نص");
//   run(indexer_program(), {"build", "--index", dir / "index", dir / "news"});
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include "tests/support/files.h"

namespace fihris::test {

class TempDir {
 public:
  TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "fihris-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("cannot make a temporary folder " + name);
    }
    path_ = name;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // The path of `name` in this folder, as text: ready to be a program's argument.
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

  // Writes `bytes` to the file `name` of this folder (and makes its folders); gives its path.
  std::filesystem::path write(std::string_view name, std::string_view bytes) const {
    write_file(path_ / name, bytes);
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace fihris::test
