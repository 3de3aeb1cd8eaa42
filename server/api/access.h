// Who may ask: names of this server, and pages of other sites.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fihris::api {

// Is this Host header an address or a name that only this machine gives itself ("localhost",
// "app.localhost"), or one of `names`? A page elsewhere whose name was made to lead to this machine
// (DNS rebinding) comes with its own name, and is refused by it. An empty header passes: browsers
// always send one.
bool is_own_host(std::string_view host, const std::vector<std::string>& names);

// "127.0.0.1", "::1", "localhost": can only this machine reach it?
bool is_loopback(std::string_view address);

// May a page of `origin` read the answers? `origins` as for CORS: "https://a.example", or "*".
bool is_allowed_origin(std::string_view origin, const std::vector<std::string>& origins);

// Is it "*" or "SCHEME://HOST[:PORT]", without a path?
bool is_origin(std::string_view text);

}  // namespace fihris::api
