// Writing files so that a crash leaves the old content or the new, never half.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace fihris::schema {

// A file that is written piece by piece. Every member throws std::system_error naming the path.
class FileWriter {
 public:
  // Creates the file, or empties it.
  explicit FileWriter(std::filesystem::path path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  // Behind what has been written.
  void append(std::string_view bytes);
  // Over what has been written.
  void overwrite(std::uint64_t offset, std::string_view bytes);
  // What was written is durable.
  void sync();

 private:
  std::filesystem::path path_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

// Writes and syncs a file. Throws std::system_error naming the path (a full disk, a read-only
// folder).
void write_file(const std::filesystem::path& path, std::string_view bytes);
// The parts one after the other: what is large need not be copied into one piece.
void write_file(const std::filesystem::path& path, std::span<const std::string_view> parts);

// write_file() to a neighbour, then rename: readers see the old file or the new one.
void replace_file(const std::filesystem::path& path, std::string_view bytes);

// Makes the entries of a folder durable.
void sync_dir(const std::filesystem::path& dir);

}  // namespace fihris::schema
