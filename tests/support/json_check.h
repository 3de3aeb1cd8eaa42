// Checks JSON against a shape, strictly: a key that the shape does not name is a fault.
//
// A shape is JSON, too. It gives, in place of each value, the name of its type:
//
//   {"id": "string", "date": "string|null", "hit?": "boolean", "count": "integer",
//    "correction|null": {"q": "string"}, "tags": ["string"], "took_ms": "number"}
//
// "name?" may be absent, "name|null" may be null (for values that are not plain type names), and an
// array's one element describes all elements. "any" is anything.
#pragma once

#include <string>
#include <string_view>

namespace fihris::test {

// Empty if `json` has the shape, else where it differs first and how:
//   $.hits[2].date: expected string|null, found number 3
std::string shape_mismatch(std::string_view json, std::string_view shape);

}  // namespace fihris::test
