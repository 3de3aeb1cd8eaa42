#include "server/search_command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "server/api/json.h"
#include "server/api/request.h"
#include "server/api/routes.h"
#include "server/terminal.h"

namespace fihris {
namespace {

constexpr int kNotDone = 2;
constexpr const char* kGroup = "To search once instead of serving";

std::string option_of(const api::ParameterRule& rule) {
  return &rule == &api::kQ ? "--query" : "--" + std::string(rule.name);
}

int report(const std::string& message, const std::string& hint = "") {
  std::cerr << "fihris-server: " << message << '\n';
  if (!hint.empty()) std::cerr << "  " << hint << '\n';
  return kNotDone;
}

// Can this output show bold letters?
bool is_terminal() {
  const char* const terminal = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) == 1 && terminal != nullptr && std::string(terminal) != "dumb";
}

}  // namespace

void add_search_options(CLI::App& app, SearchCommand& command) {
  CLI::Option* query = nullptr;  // the first rule
  for (const api::ParameterRule* rule : api::find_route("/api/v1/search")->parameters) {
    const std::string name(rule->name);
    const std::string meaning(rule->meaning);
    std::vector<std::string>& values = command.parameters[name];
    CLI::Option* option = nullptr;
    if (rule->kind == api::ParameterKind::flag) {
      option = app.add_flag_callback(
          option_of(*rule), [&values] { values = {"1"}; }, meaning);
    } else {
      option = app.add_option(option_of(*rule), values, meaning)->expected(1);
      if (rule->kind == api::ParameterKind::list) option->take_all();
    }
    option->group(kGroup);
    if (query == nullptr) query = option;
    if (option != query) option->needs(query);
  }
  app.add_flag("--json", command.json, "print the JSON of /api/v1/search")
      ->group(kGroup)
      ->needs(query);
}

int run_search(const std::filesystem::path& index, const SearchCommand& command) {
  const auto wanted = api::read_search_request([&](const std::string& name) {
    const auto found = command.parameters.find(name);
    return found == command.parameters.end() ? std::vector<std::string>{} : found->second;
  });
  if (!wanted) return report("--" + wanted.error().message);
  const auto searcher = search::Searcher::open(index);
  if (!searcher) return report(searcher.error().message, searcher.error().hint);
  const auto started = std::chrono::steady_clock::now();
  const Result<search::SearchResults> results = (*searcher)->search(*wanted);
  if (!results) return report(results.error().message, results.error().hint);
  const search::Help help = (*searcher)->help(*wanted, *results);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
  std::cout << (command.json ? api::search_json(*wanted, *results, help, took.count()) + "\n"
                             : terminal_text(*wanted, *results, help, is_terminal()));
  return std::cout.flush() ? 0 : kNotDone;
}

}  // namespace fihris
