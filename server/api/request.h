// HTTP parameters -> SearchRequest.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/search/searcher.h"

namespace fihris::api {

// A parameter whose value is not allowed: becomes a 400.
struct BadParameter {
  std::string parameter;
  std::string message;
};

// All values of a parameter, in order; none if it is not given.
using Parameters = std::function<std::vector<std::string>(const std::string& name)>;

tl::expected<search::SearchRequest, BadParameter> read_search_request(const Parameters& parameters);

}  // namespace fihris::api
