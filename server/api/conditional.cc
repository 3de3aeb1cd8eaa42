#include "server/api/conditional.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <filesystem>

#include "server/api/answers.h"

namespace fihris::api {
namespace {

std::string tag(std::string_view content) {
  return fmt::format("W/\"{:016x}\"", XXH3_64bits(content.data(), content.size()));
}

// When this program was made: two of the same version may differ while one works on it.
const std::string& program() {
  static const std::string made = [] {
    std::error_code error;
    const auto time = std::filesystem::last_write_time("/proc/self/exe", error);
    return fmt::format("{} {}", FIHRIS_VERSION, time.time_since_epoch().count());
  }();
  return made;
}

// "W/\"a\", \"b\"" -> the next tag without the mark of weakness, taken off the list.
std::string_view next_tag(std::string_view& list) {
  const std::size_t begin = list.find('"');
  const std::size_t end = begin == list.npos ? list.npos : list.find('"', begin + 1);
  if (end == list.npos) {
    list = "";
    return "";
  }
  const std::string_view found = list.substr(begin, end + 1 - begin);
  list.remove_prefix(end + 1);
  return found;
}

}  // namespace

std::string tag_of_request(const httplib::Request& request, const search::IndexStats& index) {
  return tag(fmt::format("{}\n{}\n{}\n{}\n{}", program(), index.generation, index.built,
                         request.get_header_value("Host"), request.target));
}

std::string tag_of_content(std::string_view content) { return tag(content); }

bool has_already(const httplib::Request& request, const std::string& tag) {
  const std::string header = request.get_header_value("If-None-Match");
  const std::string_view wanted = std::string_view(tag).substr(tag.find('"'));
  for (std::string_view list = header; !list.empty();) {
    if (next_tag(list) == wanted) return true;
  }
  return false;
}

void not_modified(httplib::Response& response) {
  response.status = kNotModified;
  response.body.clear();
}

}  // namespace fihris::api
