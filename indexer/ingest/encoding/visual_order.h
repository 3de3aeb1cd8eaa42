// Lines of old programs, which stored letters in the order of the screen («برعلا» for العرب).
#pragma once

#include <string>
#include <string_view>

namespace fihris::ingest {

// The text with the lines that are in visual order put into reading order; numbers and Latin words
// stay as they are. Empty if there are none: judged by ال at the ends of words and ة and ى at their
// beginnings. Needs valid UTF-8; thread-safe.
std::string repair_visual_order(std::string_view text);

}  // namespace fihris::ingest
