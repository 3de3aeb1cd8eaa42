// HTTP: routes, limits, headers, errors. See the README for the interface.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/schema/result.h"
#include "server/search/searcher.h"

namespace fihris::api {

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8080;                        // 0: a free one
  std::filesystem::path web;              // folder of the page; empty: no page
  unsigned threads = 16;                  // connections answered at a time
  std::vector<std::string> cors_origins;  // sites whose pages may ask: "https://a.example", "*"
  std::vector<std::string> hosts;         // further names of this server, see access.h
};

class HttpServer {
 public:
  HttpServer(search::Searcher& searcher, ServerOptions options);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Begins to answer in the background and returns the port. Error: the address cannot be had.
  Result<int> start();
  // Takes no more connections, finishes the requests in flight, and returns.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fihris::api
