// HTTP parameters -> what is asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/api/parameters.h"
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

// `q` alone; empty if it is not given.
tl::expected<std::string, BadParameter> read_query(const Parameters& parameters);

// `size` of a short list.
tl::expected<std::size_t, BadParameter> read_size(const Parameters& parameters,
                                                  const ParameterRule& rule);

enum class ExportFormat : std::uint8_t { csv, jsonl };
// `format`; csv if it is not given.
tl::expected<ExportFormat, BadParameter> read_export_format(const Parameters& parameters);

}  // namespace fihris::api
