#include "tests/support/encode.h"

#include <unicode/ucnv.h>

#include "indexer/analysis/utf8.h"

namespace fihris::test {
namespace {

std::string convert(std::string_view text, const char* to_name, const char* from_name) {
  std::string out(text.size() * 4 + 16, '\0');
  UErrorCode code = U_ZERO_ERROR;
  UConverter* const to = ucnv_open(to_name, &code);
  UConverter* const from = ucnv_open(from_name, &code);
  char* target = out.data();
  const char* source = text.data();
  ucnv_convertEx(to, from, &target, out.data() + out.size(), &source, text.data() + text.size(),
                 nullptr, nullptr, nullptr, nullptr, 1, 1, &code);
  ucnv_close(to);
  ucnv_close(from);
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

}  // namespace

std::string encode(std::string_view text, const char* encoding) {
  return convert(text, encoding, "UTF-8");
}

std::string encode_twice(std::string_view text) { return convert(text, "UTF-8", "windows-1252"); }

}  // namespace fihris::test
