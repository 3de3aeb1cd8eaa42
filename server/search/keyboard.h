// The Arabic keyboard beside the Latin one: data/keyboard.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fihris::search {

// What the same keys give on the other layout. Latin keys have one reading, those of لا may be
// one key or two, so Arabic has several, at most 8; none where a character is on no key, or
// where the text has no letter of a script that the other layout has in its place. Thread-safe.
//   on_other_layout("hgsghl") == {"السلام"}     on_other_layout("صثلالا") contains "webb"
std::vector<std::string> on_other_layout(std::string_view text);

// Whether the keys of two letters touch, on either layout. Thread-safe.
bool are_neighbouring_keys(char32_t a, char32_t b);

}  // namespace fihris::search
