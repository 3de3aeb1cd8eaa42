// Arabic as it is drawn, glyphs from left to right, and as it was written.
#pragma once

#include <string>

namespace fihris::extract {

// Harakat and Quranic signs, also in their presentation forms.
bool is_arabic_mark(char32_t c);

bool is_right_to_left(char32_t c);

// The letters of a presentation form: ﻼ -> لا. Other characters as they are; word signs such as ﷺ
// also.
std::u32string plain_letters(char32_t c);

std::string utf8_of(const std::u32string& text);

// Glyphs from left to right -> the text in UTF-8 as it is read: runs of right-to-left letters
// turned round, numbers and Latin words kept. A line without such letters stays as it is.
std::string logical_text(const std::u32string& visual);

}  // namespace fihris::extract
