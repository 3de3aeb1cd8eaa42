// Hamzas on a seat that the rules of spelling do not give them: قرائة for قراءة, مسؤل for مسؤول.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fihris::analysis {

// Behind ا and و, a hamza before ة (and what ة becomes) stands on the line; only مائة has a seat.
//   with_seats_by_rule("ببرائتهم") == "ببراءتهم"
std::string with_seats_by_rule(std::string_view written);

// The word with its hamza otherwise: each seat by turns, and ؤ for ؤو. For words that are none as
// they are written.
//   with_other_seats("مسؤل")  -> "مسئل", "مسءل", "مسأل", "مسؤول"
std::vector<std::string> with_other_seats(std::string_view written);

}  // namespace fihris::analysis
