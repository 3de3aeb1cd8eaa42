// Writing files so that a crash leaves the old content or the new, never half.
#pragma once

#include <filesystem>
#include <string_view>

namespace fihris::schema {

// Writes and syncs a file. Throws std::system_error naming the path (a full disk, a read-only
// folder).
void write_file(const std::filesystem::path& path, std::string_view bytes);

// write_file() to a neighbour, then rename: readers see the old file or the new one.
void replace_file(const std::filesystem::path& path, std::string_view bytes);

// Makes the entries of a folder durable.
void sync_dir(const std::filesystem::path& dir);

}  // namespace fihris::schema
