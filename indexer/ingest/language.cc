#include "indexer/ingest/language.h"

#include <cstddef>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/utf8.h"

namespace fihris::ingest {

std::string language_of(std::string_view text) {
  using analysis::CharClass;
  constexpr std::size_t kSample = 200;  // letters: an article does not change its language
  std::size_t arabic = 0;
  std::size_t latin = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size() && letters < kSample;) {
    const CharClass cls = analysis::char_info(analysis::decode_utf8(text, at)).cls;
    arabic += cls == CharClass::arabic ? 1 : 0;
    latin += cls == CharClass::latin ? 1 : 0;
    letters +=
        cls == CharClass::arabic || cls == CharClass::latin || cls == CharClass::other ? 1 : 0;
  }
  if (arabic * 2 > letters) return "ar";
  return latin * 2 > letters ? "en" : "";
}

}  // namespace fihris::ingest
