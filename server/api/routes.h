// Which path is answered how. One table: requests are served by it, openapi.cc prints it.
#pragma once

#include <httplib.h>

#include <array>
#include <span>
#include <string_view>

#include "server/api/metrics.h"
#include "server/api/parameters.h"
#include "server/search/searcher.h"

namespace fihris::api {

struct Parts {
  search::Searcher& searcher;
  Metrics& metrics;
};

// What an answer with the status 200 holds.
struct Content {
  std::string_view type;
  std::string_view schema;  // a name in schemas.json; empty: text
};

struct Route {
  std::string_view path;  // "{id}" stands for the rest of the path
  std::string_view name;
  std::string_view summary;
  void (*handle)(const Parts& parts, const httplib::Request& request, httplib::Response& response);
  std::span<const ParameterRule* const> parameters;
  std::array<Content, 2> contents;
  bool is_cached = true;  // the same until index, program or request change
};

std::span<const Route> routes();

// The route of a decoded path; null if none has it.
const Route* find_route(std::string_view path);

// Answers, or says that the client has the answer already.
void serve(const Route& route, const Parts& parts, const httplib::Request& request,
           httplib::Response& response);

}  // namespace fihris::api
