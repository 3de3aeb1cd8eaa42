// Running the programs as a user does, and looking at what they left.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace fihris::test {

// fihris-indexer with these arguments.
RunResult indexer(const std::vector<std::string>& arguments, const RunOptions& options = {});

// fihris-indexer build --index DIR/index DIR/corpus
RunResult build(const TempDir& dir);
RunResult update(const TempDir& dir);

// The same; throws, with the output, unless it exits 0.
void must_build(const TempDir& dir);

// What a server of that index answers to q: ids of the hits (at most 100) in sorted order, near
// copies included.
std::vector<std::string> found(const std::filesystem::path& index, std::string_view q);

// How many articles it finds.
int total_found(const std::filesystem::path& index, std::string_view q);

bool contains(std::string_view text, std::string_view part);

using Ids = std::vector<std::string>;

}  // namespace fihris::test
