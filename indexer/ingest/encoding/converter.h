// One encoding -> UTF-8, by ICU, and by a table of our own for MacArabic, which ICU has not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fihris::ingest {

inline constexpr std::string_view kMacArabic = "MacArabic";

// U+FFFD for bytes that the encoding does not have. None if there is no such encoding. Thread-safe.
//   convert_to_utf8("\xC7\xE1", "windows-1256") == "ال"
std::optional<std::string> convert_to_utf8(std::string_view bytes, std::string_view encoding);

// The usual name of an encoding: "windows-1256" for "CP1256". Empty if there is none such.
std::string encoding_name(std::string_view alias);

}  // namespace fihris::ingest
