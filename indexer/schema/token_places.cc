#include "indexer/schema/token_places.h"

#include "indexer/schema/varint.h"

namespace fihris::schema {
namespace {

constexpr std::uint32_t kEvery = 32;

}  // namespace

void append_token_places(std::span<const analysis::TokenAt> tokens, std::string& out) {
  std::uint32_t last = 0;
  for (std::size_t i = kEvery; i < tokens.size(); i += kEvery) {
    const bool is_first_part = tokens[i].begin > tokens[i - 1].end;
    append_varint(out, is_first_part ? tokens[i].begin - last : 0);
    if (is_first_part) last = tokens[i].begin;
  }
}

TokenPlace find_token_place(std::string_view places, std::uint32_t token) {
  TokenPlace place;
  const char* at = places.data();
  const char* const end = at + places.size();
  for (std::uint32_t i = kEvery; i <= token && at < end; i += kEvery) {
    if (const std::uint32_t distance = read_varint(at); distance != 0) {
      place = {i, place.begin + distance};
    }
  }
  return place;
}

}  // namespace fihris::schema
