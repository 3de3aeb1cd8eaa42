// Names that are written joined or spaced: عبدالله / عبد الله. The tokenizer always takes them for
// two words.
#pragma once

#include <cstddef>
#include <string_view>

namespace fihris::analysis {

// How many letters of a written Arabic word (UTF-8) belong to the first word of a joined name; 0:
// it is none.
//   joined_name_border("وعبدالعزيز") == 4      // وعبد | العزيز
size_t joined_name_border(std::string_view written);

}  // namespace fihris::analysis
