// Where some words of a text begin, so that a snippet from its end needs no reading from its begin.
//
//   std::string places;
//   append_token_places(analyzer.analyze(body), places);
//   const TokenPlace near = find_token_place(places, 500);  // near.token <= 500
//   analysis::Tokenizer tokenizer(body, near.begin);        // gives that token first
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "indexer/analysis/analyzer.h"

namespace fihris::schema {

struct TokenPlace {
  std::uint32_t token = 0;  // its number in the text
  std::uint32_t begin = 0;  // byte offset; that of the text where token is 0
};

// Of every 32nd token: a varint, its distance from the last place. 0: reading cannot begin there,
// because the token is not the first of what is written as one (the الله of عبدالله).
void append_token_places(std::span<const analysis::TokenAt> tokens, std::string& out);

// The last place that is not behind `token`.
TokenPlace find_token_place(std::string_view places, std::uint32_t token);

}  // namespace fihris::schema
