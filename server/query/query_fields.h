// The fields that a query may name: `عنوان:كتاب`, `source:الجزيرة`.
#pragma once

#include <optional>
#include <string_view>

#include "server/query/query.h"

namespace fihris::query {

// The field of a name as typed, harakat and Latin case aside. Thread-safe.
std::optional<Field> find_field(std::string_view name);

// How a field is shown; "" for Field::text.
std::string_view field_name(Field field);

}  // namespace fihris::query
