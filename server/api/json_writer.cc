#include "server/api/json_writer.h"

#include <simdjson.h>

#include "indexer/analysis/utf8.h"

namespace fihris::api {
namespace {

std::string repaired(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    analysis::append_utf8(out, analysis::decode_utf8(text, i));
  }
  return out;
}

}  // namespace

void JsonWriter::value(std::string_view text) {
  if (!simdjson::validate_utf8(text.data(), text.size())) return value(repaired(text));
  writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

}  // namespace fihris::api
