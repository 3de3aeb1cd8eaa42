// Harakat in exact mode: what the query types binds, what it leaves out is free.
#pragma once

#include <string_view>

namespace fihris::analysis {

// Whether the text has vowel marks (U+064B..U+0652).
bool has_harakat(std::string_view text);

// Whether `text`, a word as it stands in an article, agrees with the marks that `query` types. The
// letters are taken to be the same. A mark of the query on a letter that the text marks otherwise
// contradicts; a bare letter agrees with any mark, but a shadda contradicts a letter that has only
// a vowel.
//   agrees("عَلَم", "علم"), agrees("عَلَم", "عَلَمُ"), !agrees("عَلَم", "عِلْم")
bool agrees_with_harakat(std::string_view query, std::string_view text);

}  // namespace fihris::analysis
