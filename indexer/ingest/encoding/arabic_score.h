// How much a text looks like Arabic, to tell encodings apart.
#pragma once

#include <string_view>

namespace fihris::ingest {

// The mean over all characters but ASCII of the logarithm (base 2) of how often Arabic has them:
// about -4.4 for Arabic, below -7 for Arabic read in a wrong encoding and for other languages. 0 if
// there are only ASCII characters. Needs valid UTF-8; thread-safe.
double arabic_score(std::string_view utf8);

// Above this a text is Arabic, whatever its topic.
inline constexpr double kSurelyArabic = -6.0;

}  // namespace fihris::ingest
