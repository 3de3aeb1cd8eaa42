#include "server/api/access.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace fihris::api {
namespace {

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// "Example.org.:8080" -> "example.org", "[::1]:80" -> "::1"
std::string name_of(std::string_view host) {
  if (!host.ends_with(']')) host = host.substr(0, host.rfind(':'));
  if (host.starts_with('[') && host.ends_with(']')) {
    return std::string(host.substr(1, host.size() - 2));
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return lower_case(host);
}

bool is_address(const std::string& name) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

}  // namespace

bool is_own_host(std::string_view host, const std::vector<std::string>& names) {
  const std::string name = name_of(host);
  return host.empty() || name == "localhost" || name.ends_with(".localhost") || is_address(name) ||
         std::ranges::any_of(names, [&](const std::string& own) { return name_of(own) == name; });
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

bool is_allowed_origin(std::string_view origin, const std::vector<std::string>& origins) {
  return !origin.empty() && (contains(origins, origin) || contains(origins, "*"));
}

bool is_origin(std::string_view text) {
  if (text == "*") return true;
  const std::size_t colon = text.find("://");
  return colon != std::string_view::npos && colon > 0 && text.size() > colon + 3 &&
         text.find_first_of("/?# ", colon + 3) == std::string_view::npos;
}

}  // namespace fihris::api
