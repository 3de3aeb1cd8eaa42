// Unsigned integers, seven bits a byte, low bits first (LEB128).
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

namespace fihris::schema {

template <std::unsigned_integral Number>
void append_varint(std::string& out, Number value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

// Reads at `at` and moves it behind the number. Requires a whole number before the end of the
// buffer.
inline std::uint32_t read_varint(const char*& at) {
  auto byte = static_cast<unsigned char>(*at++);
  std::uint32_t value = byte & 0x7FU;
  for (unsigned shift = 7; byte >= 0x80 && shift < 32; shift += 7) {
    byte = static_cast<unsigned char>(*at++);
    value |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
  }
  return value;
}

}  // namespace fihris::schema
