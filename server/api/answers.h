// What all routes have in common: parameters in, JSON or an error out.
#pragma once

#include <httplib.h>

#include <string>

#include "indexer/schema/result.h"
#include "server/api/request.h"

namespace fihris::api {

inline constexpr int kBadRequest = 400;
inline constexpr int kNotFound = 404;
inline constexpr int kMethodNotAllowed = 405;
inline constexpr int kInternalError = 500;
inline constexpr int kUnavailable = 503;

Parameters parameters_of(const httplib::Request& request);

void answer(httplib::Response& response, const std::string& json, int status = 200);

// The JSON error for a status that no route has explained.
void answer_status(httplib::Response& response, int status);

void refuse(const BadParameter& bad, httplib::Response& response);
void no_article(const std::string& id, httplib::Response& response);
void unavailable(const Error& error, httplib::Response& response);

}  // namespace fihris::api
