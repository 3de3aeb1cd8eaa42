#include "indexer/ingest/encoding/presentation_forms.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "indexer/analysis/utf8.h"

namespace fihris::ingest {
namespace {

// The Arabic blocks of shapes; between them are ornaments and words in one character.
bool is_shape(char32_t c) {
  return (c >= 0xFB50 && c <= 0xFD3D) || (c >= 0xFD50 && c <= 0xFDC7) ||
         (c >= 0xFE70 && c <= 0xFEFC);
}

// A quick look: U+FB50 to U+FEFF begin with the bytes EF AC to EF BB.
bool may_have_shapes(std::string_view text) {
  for (std::size_t at = text.find('\xEF'); at != std::string_view::npos && at + 1 < text.size();
       at = text.find('\xEF', at + 1)) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if (second >= 0xAC && second <= 0xBB) return true;
  }
  return false;
}

}  // namespace

std::string repair_presentation_forms(std::string_view text) {
  if (!may_have_shapes(text)) return {};
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(code);
  if (U_FAILURE(code) != 0) return {};
  std::string out;
  bool found = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = analysis::decode_utf8(text, at);
    const icu::UnicodeString shape(static_cast<UChar32>(c));
    // Composed: ﺇ is إ in one character, as people type it.
    icu::UnicodeString letters = is_shape(c) ? nfkc->normalize(shape, code) : shape;
    if (letters != shape) {
      // A mark that stands by itself decomposes into a space and the mark.
      if (letters.length() > 1 && letters[0] == u' ') letters.remove(0, 1);
      letters.toUTF8String(out);
      found = true;
    } else {
      analysis::append_utf8(out, c);
    }
  }
  return found ? out : std::string();
}

}  // namespace fihris::ingest
