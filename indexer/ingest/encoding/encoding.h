// Bytes of a text in whatever encoding -> UTF-8.
//
//   const Result<DecodedText> text = decode_text("\xE1\xC7\xE1", "");   // لال, "windows-1256"
//
// In this order: byte order mark; UTF-16 by its zero and Arabic high bytes; valid UTF-8; the
// declared encoding; the encoding in which the letters are most like Arabic; what ICU's detector
// says. A declaration counts only where its text is plausible: many pages say UTF-8 and are not.
// All functions are thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/result.h"

namespace fihris::ingest {

struct DecodedText {
  std::string text;                  // valid UTF-8 without a byte order mark
  std::string encoding;              // the name, as "UTF-8", "windows-1256"
  std::vector<std::string> repairs;  // what was assumed or mended, in words
};

// `declared` is the encoding that the file or its carrier names, or empty. Errors: not text; no
// encoding fits (names the offset of the first byte that is not UTF-8).
Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared = {});

// Mends text that was damaged before it was saved, and notes what was done: double-encoded UTF-8,
// Arabic presentation forms, lines in visual order. Needs valid UTF-8.
std::string mend_text(std::string text, std::vector<std::string>& repairs);

}  // namespace fihris::ingest
