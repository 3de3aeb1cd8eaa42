// Function words and question words: they carry no content in a query. Data: data/stopwords.txt.
#pragma once

#include <string_view>

namespace fihris::analysis {

// The listed spelling of a stop word, or "" if `written` is none. The unfolded form decides: على is
// a stop word, علي a name. Typing habits (الى, فى) and proclitics (وعلى, فإن, بأن) are seen
// through, unless the whole is listed as a content word (ولاية, وهم). Thread-safe.
std::string_view find_stop_word(std::string_view written);

}  // namespace fihris::analysis
