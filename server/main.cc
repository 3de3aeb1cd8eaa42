// fihris-server: the command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>

#include "server/api/access.h"
#include "server/api/http_server.h"
#include "server/search/searcher.h"
#include "server/search_command.h"

// Read by jemalloc when it starts. Sixteen threads wait for connections and two or so search: with
// an arena for each, what one has freed lies idle while another asks for more (107 MB after 3,000
// queries of the news, 90 MB so).
extern "C" const char* malloc_conf;
const char* malloc_conf = "narenas:2,tcache_max:4096,dirty_decay_ms:1000";

namespace {

namespace fs = std::filesystem;

constexpr int kNotDone = 2;

struct Options {
  std::string index;
  fihris::api::ServerOptions server;
};

int report(const fihris::Error& error) {
  std::cerr << "fihris-server: " << error.message << '\n';
  if (!error.hint.empty()) std::cerr << "  " << error.hint << '\n';
  return kNotDone;
}

// The page as installed beside the program, or of the source tree that the program was built from.
fs::path default_web() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share/fihris/web";
  return fs::exists(installed, error) ? installed : fs::path(FIHRIS_SOURCE_WEB);
}

// Blocks SIGINT and SIGTERM in this thread and those that it starts, to be waited for.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int serve(const Options& options) {
  const auto searcher = fihris::search::Searcher::open(options.index);
  if (!searcher) return report(searcher.error());
  const sigset_t signals = block_stop_signals();
  fihris::api::HttpServer server(**searcher, options.server);
  const fihris::Result<int> port = server.start();
  if (!port) return report(port.error());
  std::cout << "listening on http://" << options.server.host << ':' << *port << "/" << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop();
  return 0;
}

int run(int argc, char** argv) {
  Options options;
  fihris::SearchCommand search;
  std::string web = default_web().string();
  CLI::App app{
      "Serves a Fihris index over HTTP, for the page and for programs, or searches it once."};
  app.set_version_flag("--version", "fihris-server " FIHRIS_VERSION);
  app.set_config("--config", "", "read options from FILE (NAME = VALUE lines)");
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.add_option("--index", options.index, "the index folder")->required();
  app.add_option("--web", web, "the folder of the page")->capture_default_str();
  app.add_option("--host", options.server.host, "the address to listen on")->capture_default_str();
  app.add_option("--port", options.server.port, "the port to listen on; 0 picks a free one")
      ->capture_default_str()
      ->check(CLI::Range(0, 65535));
  app.add_option("--cors_origins,--cors-origins", options.server.cors_origins,
                 "sites whose pages may ask this server, e.g. https://a.example; * for all")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return fihris::api::is_origin(text) ? "" : "not SCHEME://HOST[:PORT]: " + text;
          },
          "ORIGIN"));
  app.add_option("--allowed_hosts,--allowed-hosts", options.server.hosts,
                 "names of this server besides its address and localhost");
  fihris::add_search_options(app, search);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kNotDone;
  }
  if (search.is_wanted()) return fihris::run_search(options.index, search);
  options.server.web = web;
  return serve(options);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return report({error.what(), ""});
  } catch (...) {
    // Xapian::Error is no std::exception.
    return report({"the index cannot be read", "look with: fihris-indexer check --index DIR"});
  }
}
