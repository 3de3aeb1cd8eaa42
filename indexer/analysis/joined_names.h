// Names that are written joined or spaced: عبدالله / عبد الله, ابومازن / أبو مازن. The tokenizer
// always takes عبد before an article for a word of its own; of other names both spellings are
// looked for (data/compounds.tsv).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fihris::analysis {

// How many letters of a written Arabic word (UTF-8) belong to the first word of a joined name; 0:
// it is none.
//   joined_name_border("وعبدالعزيز") == 4      // وعبد | العزيز
size_t joined_name_border(std::string_view written);

// The other ways to write a name: of one word the spaced ones, of two or three the joined ones;
// none if the words are no such name, or the joined word is another word. Words are written forms.
// Thread-safe.
//   joined_or_spaced({"ابومازن"})        -> "أبو مازن"
//   joined_or_spaced({"نور", "الدين"})   -> "نورالدين"
std::vector<std::string> joined_or_spaced(std::span<const std::string_view> words);

}  // namespace fihris::analysis
