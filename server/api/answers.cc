#include "server/api/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "server/api/json.h"

namespace fihris::api {
namespace {

constexpr const char* kJson = "application/json; charset=utf-8";

struct Meaning {
  int status;
  std::string_view code;
  std::string_view message;
};
constexpr std::array<Meaning, 6> kMeanings{{
    {kNotFound, "not_found", "there is nothing at this path"},
    {kMethodNotAllowed, "method_not_allowed", "only GET and HEAD are allowed"},
    {kTooLarge, "too_long", "the request is too large"},
    {kAddressTooLong, "too_long", "the address is too long"},
    {kMisdirected, "unknown_host",
     "this server does not go by that name: allow it with --allowed-hosts NAME"},
    {kTooManyRequests, "too_many_requests", "too many requests wait: ask again later"},
}};

}  // namespace

Parameters parameters_of(const httplib::Request& request) {
  return [&request](const std::string& name) {
    std::vector<std::string> values;
    for (size_t i = 0; i < request.get_param_value_count(name); ++i) {
      values.push_back(request.get_param_value(name, i));
    }
    return values;
  };
}

void answer(httplib::Response& response, const std::string& json, int status) {
  response.status = status;
  response.set_content(json, kJson);
}

void answer_status(httplib::Response& response, int status) {
  const auto* const known = std::ranges::find(kMeanings, status, &Meaning::status);
  const Meaning meaning =
      known != kMeanings.end()
          ? *known
          : Meaning{status, status >= kInternalError ? "internal" : "bad_request",
                    "the request cannot be answered"};
  answer(response, error_json(meaning.code, meaning.message), status);
}

void refuse(const BadParameter& bad, httplib::Response& response) {
  answer(response, error_json("bad_parameter", bad.message, bad.parameter), kBadRequest);
}

void no_article(const std::string& id, httplib::Response& response) {
  answer(response,
         error_json("not_found", fmt::format("there is no article with the id \"{}\"", id)),
         kNotFound);
}

void unavailable(const Error& error, httplib::Response& response) {
  answer(response, error_json("index_unreadable", error.message + ": " + error.hint), kUnavailable);
}

}  // namespace fihris::api
