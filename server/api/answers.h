// What all routes have in common: parameters in, JSON or an error out.
#pragma once

#include <httplib.h>

#include <string>

#include "indexer/schema/result.h"
#include "server/api/request.h"

namespace fihris::api {

enum Status : int {
  kOk = 200,
  kNoContent = 204,
  kPartialContent = 206,
  kNotModified = 304,
  kBadRequest = 400,
  kNotFound = 404,
  kMethodNotAllowed = 405,
  kTooLarge = 413,
  kAddressTooLong = 414,
  kMisdirected = 421,
  kTooManyRequests = 429,
  kInternalError = 500,
  kUnavailable = 503,
};

Parameters parameters_of(const httplib::Request& request);

void answer(httplib::Response& response, const std::string& json, int status = 200);

// The JSON error for a status that no route has explained.
void answer_status(httplib::Response& response, int status);

void refuse(const BadParameter& bad, httplib::Response& response);
void no_article(const std::string& id, httplib::Response& response);
void unavailable(const Error& error, httplib::Response& response);

}  // namespace fihris::api
