// An HTTP response as a crawler stored it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/schema/result.h"

namespace fihris::extract {

struct HttpMessage {
  int status = 0;
  std::string content_type;  // "text/html", lower case; empty: not said
  std::string charset;
  std::string body;  // without chunks and compression
};

// Error: no response, a coding that is not known or damaged, a body of more than `most` bytes.
Result<HttpMessage> parse_http_message(std::string_view bytes, std::uint64_t most);

// The value of a header, empty if it is not there. `headers`: lines; names in any case.
//   find_header("Content-Type: text/html\r\n", "content-type") == "text/html"
std::string find_header(std::string_view headers, std::string_view name);

// "text/html; charset=windows-1256" -> both parts.
struct ContentType {
  std::string type, charset;
};
ContentType parse_content_type(std::string_view value);

}  // namespace fihris::extract
