// How the fields of an article count.
#pragma once

#include <cstdint>

namespace fihris::schema {

// How often a word of the title counts beside one of the body.
inline constexpr std::uint32_t kTitleWeight = 3;

}  // namespace fihris::schema
