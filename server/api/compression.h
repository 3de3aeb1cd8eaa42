// gzip for clients that ask for it.
#pragma once

#include <string>
#include <string_view>

namespace fihris::api {

inline constexpr std::size_t kWorthCompressing = 1024;  // bytes

// Does this Accept-Encoding header take gzip? "gzip;q=0" does not, "*" does.
bool accepts_gzip(std::string_view accepted);

// Is this Content-Type text of some kind?
bool is_compressible(std::string_view type);

std::string gzipped(std::string_view content);

}  // namespace fihris::api
