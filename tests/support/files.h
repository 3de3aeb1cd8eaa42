// Reading and writing whole files. Failures throw std::runtime_error that names the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace fihris::test {

std::string read_file(const std::filesystem::path& file);

// Makes the folders on the way, too.
void write_file(const std::filesystem::path& file, std::string_view bytes);

// The lines of `text` without their ends; a last line without a newline counts.
std::vector<std::string> lines_of(std::string_view text);

// The pieces of `text` between tabs: "a\tb\t" → {"a", "b", ""}.
std::vector<std::string> columns_of(std::string_view text, char separator = '\t');

// A table of tab-separated lines; empty lines and lines that start with '#' are left out.
std::vector<std::vector<std::string>> read_table(const std::filesystem::path& file);

// Bytes of all regular files below `folder`.
std::uintmax_t folder_size(const std::filesystem::path& folder);

// All regular files below `folder`, in sorted order.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

}  // namespace fihris::test
