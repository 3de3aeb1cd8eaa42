// Lets doctest print lists: ["eco-1", "eco-2"].
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace doctest {

template <>
struct StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& element : list) {
      text += (text.empty() ? "\"" : ", \"") + element + "\"";
    }
    return ("[" + text + "]").c_str();
  }
};

}  // namespace doctest
