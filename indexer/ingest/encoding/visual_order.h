// Lines of old programs, which stored letters in the order of the screen («برعلا» for العرب).
#pragma once

#include <unicode/unistr.h>

#include <string>
#include <string_view>

namespace fihris::ingest {

// The text with the lines that are in visual order put into reading order; numbers and Latin words
// stay as they are. Empty if there are none: judged by ال at the ends of words and ة and ى at their
// beginnings. Needs valid UTF-8; thread-safe.
std::string repair_visual_order(std::string_view text);

// How brackets stand in a line in visual order: as they look there, or as they are meant, which
// their glyphs in a PDF say.
enum class Brackets { as_drawn, as_meant };

// A line from left to right -> as it is read. Thread-safe.
icu::UnicodeString logical_order(const icu::UnicodeString& visual, Brackets brackets);

}  // namespace fihris::ingest
