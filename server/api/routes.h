// Which path is answered how.
#pragma once

#include <httplib.h>

#include "server/api/metrics.h"
#include "server/search/searcher.h"

namespace fihris::api {

// All must live as long as the server.
void add_routes(httplib::Server& server, search::Searcher& searcher, Metrics& metrics);

}  // namespace fihris::api
