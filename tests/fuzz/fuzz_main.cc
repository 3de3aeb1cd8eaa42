// One libFuzzer program for each law: FIHRIS_LAW names it.
//
//   cmake --preset fuzz && cmake --build --preset fuzz
//   build/fuzz/tests/fuzz/fuzz_analysis -dict=tests/fuzz/arabic.dict -max_total_time=600 SCRATCH
//   tests/fuzz/seeds
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/fuzz/laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fihris::test::FIHRIS_LAW({reinterpret_cast<const char*>(data), size});
  return 0;
}
