// `fihris-indexer analyze`: shows what the analyzer makes of each word.
#pragma once

#include <iosfwd>

namespace fihris {

// Reads texts, one a line, and writes for every token a TSV row: written, folded, stem[,stem...];
// with `json` a JSON object a line, with the place in the text and the rule behind each stem.
void analyze_lines(std::istream& in, std::ostream& out, bool json);

}  // namespace fihris
