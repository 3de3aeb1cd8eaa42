// Texts in other encodings than UTF-8, to be read back.
#pragma once

#include <string>
#include <string_view>

namespace fihris::test {

// `text`, UTF-8, in an encoding that ICU knows. Characters that it has not are lost.
std::string encode(std::string_view text, const char* encoding);

// `text` stored as UTF-8, read as windows-1252, stored as UTF-8 again.
std::string encode_twice(std::string_view text);

}  // namespace fihris::test
