// Checks JSON against a JSON Schema, with the keywords that our descriptions use.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace fihris::test {

// Empty if `value` fits `schema`, else where it differs first and how. `$ref`s are looked up in
// `root`. Throws std::invalid_argument on a keyword that it does not know.
std::string schema_mismatch(const nlohmann::json& value, const nlohmann::json& schema,
                            const nlohmann::json& root);

}  // namespace fihris::test
