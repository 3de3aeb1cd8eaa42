#include "indexer/analysis/letters.h"

#include "indexer/analysis/utf8.h"

namespace fihris::analysis {

Letters letters_of(std::string_view utf8) {
  Letters out;
  for (size_t i = 0; i < utf8.size();) {
    const char32_t c = decode_utf8(utf8, i);
    if (is_letter_code(c)) out += to_letter(c);
  }
  return out;
}

std::string to_utf8(std::string_view term) {
  if (term.starts_with(kOtherScript)) return std::string(term.substr(1));
  std::string out;
  for (const char byte : term) {
    if (is_letter_byte(byte)) {
      append_utf8(out, static_cast<unsigned char>(byte) - 0x80U + 0x600U);
    } else {
      out += byte;
    }
  }
  return out;
}

}  // namespace fihris::analysis
