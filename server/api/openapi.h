// This interface described for programs: OpenAPI 3.1, made of the tables of routes and parameters
// and of schemas.json.
#pragma once

#include <string>

namespace fihris::api {

const std::string& openapi_json();

}  // namespace fihris::api
