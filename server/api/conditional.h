// Answers that a client has already: ETag and If-None-Match (RFC 9110, 13.1.2).
#pragma once

#include <httplib.h>

#include <string>
#include <string_view>

#include "server/search/searcher.h"

namespace fihris::api {

// A weak tag of what a request is answered with: it changes when the published index, the program,
// or the request does, and is known before the work is done.
std::string tag_of_request(const httplib::Request& request, const search::IndexStats& index);

// A tag of the bytes themselves.
std::string tag_of_content(std::string_view content);

// Does the client name this tag among those that it has? "*" names none: whether there is anything
// is not known yet.
bool has_already(const httplib::Request& request, const std::string& tag);

// "You have it": 304 without content.
void not_modified(httplib::Response& response);

}  // namespace fihris::api
