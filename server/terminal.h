// Results for people at a terminal.
#pragma once

#include <string>

#include "server/search/searcher.h"

namespace fihris {

// A line that counts, what help there is (another spelling, what each word finds, what to leave
// out), then three lines for each article: title, where it is from, snippet. Control characters of
// the articles become spaces, so that none of them can steer the terminal.
//
// `rich`: hits are bold, and lines run from right to left where the terminal can do so (its
// autodetection is switched on, and each line begins with a right-to-left mark). Else plain text.
std::string terminal_text(const search::SearchRequest& request,
                          const search::SearchResults& results, const search::Help& help,
                          bool rich);

}  // namespace fihris
