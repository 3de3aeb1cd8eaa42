// The language of a text, by its letters.
#pragma once

#include <string>
#include <string_view>

namespace fihris::ingest {

// "ar" if most letters are Arabic, "en" if most are Latin, else empty. Looks at the first letters
// only. Needs valid UTF-8; thread-safe.
std::string language_of(std::string_view text);

}  // namespace fihris::ingest
