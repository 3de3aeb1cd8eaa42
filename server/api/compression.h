// gzip for clients that ask for it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;  // of zlib

namespace fihris::api {

inline constexpr std::size_t kWorthCompressing = 1024;  // bytes

// Does this Accept-Encoding header take gzip? "gzip;q=0" does not, "*" does.
bool accepts_gzip(std::string_view accepted);

// Is this Content-Type text of some kind?
bool is_compressible(std::string_view type);

std::string gzipped(std::string_view content);

// Content that comes piece by piece. Not thread-safe.
class GzipStream {
 public:
  GzipStream();
  // What is ready of it by now; may be empty.
  std::string add(std::string_view content);
  // The rest.
  std::string finish();

 private:
  std::string run(std::string_view content, bool last);
  struct Close {
    void operator()(z_stream_s* stream) const;
  };
  std::unique_ptr<z_stream_s, Close> stream_;
};

}  // namespace fihris::api
