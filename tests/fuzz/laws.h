// What holds for any bytes whatsoever. Checked on generated input by the fuzzers (fuzz_main.cc,
// preset `fuzz`) and on a fixed set of inputs by the unit suite (tests/unit/fuzz/laws_test.cc).
#pragma once

#include <string_view>

namespace fihris::test {

// Each throws std::logic_error, which names the law, where one is broken. Thread-safe.

// Tokens: written forms are valid UTF-8, not empty, under Xapian's limit; offsets fall on borders
// of characters and never go back. Words: one to kMaxStems terms, none twice; folding twice changes
// nothing; a written form is its own written form.
void check_analysis(std::string_view bytes);

// Any query string is understood, in every mode, and within the bounds of the parser.
void check_query(std::string_view bytes);

// Any file is an article in valid UTF-8, or an error with a message.
void check_text_file(std::string_view bytes);

}  // namespace fihris::test
