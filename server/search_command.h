// A search from the command line: fihris-server --index DIR --query '…'
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace fihris {

struct SearchCommand {
  // By name, as in an address. With a `q`, the program searches instead of serving.
  std::map<std::string, std::vector<std::string>> parameters;
  bool json = false;

  bool is_wanted() const { return !parameters.at("q").empty(); }
};

// One option for each parameter of /api/v1/search, `--query` for q.
void add_search_options(CLI::App& app, SearchCommand& command);

// Prints the answer to standard output: for people, or exactly the JSON of the API. Returns the
// exit status.
int run_search(const std::filesystem::path& index, const SearchCommand& command);

}  // namespace fihris
