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

// Most words of a name that is also written joined; and of one that is known by a list only.
inline constexpr size_t kMaxJoinedWords = 3;
inline constexpr size_t kMaxListedJoinedWords = 2;

// Whether names begin so that are also written joined: أبو, ونور. Words are written forms here and
// below. Thread-safe, as all of these.
bool begins_joined_name(std::string_view written);

// How a name that is written joined is also written; none if it is no such name, or another word.
//   spaced_spellings("ابومازن")                    -> "أبو مازن"
std::vector<std::string> spaced_spellings(std::string_view written);

// How a name of two or three words is also written; none if they are no such name. `begins`: what
// begins_joined_name() says of the first word.
//   joined_spellings({"نور", "الدين"}, true)       -> "نورالدين"
std::vector<std::string> joined_spellings(std::span<const std::string_view> words, bool begins);

}  // namespace fihris::analysis
