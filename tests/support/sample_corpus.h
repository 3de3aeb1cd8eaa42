// Made-up articles in any number, for tests that need size and not sense.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fihris::test {

// `count` lines of JSON, each an article with the id PREFIX-0, PREFIX-1…, and a body of 60 words
// that differ from article to article. Every body contains the word `marker`.
std::string sample_jsonl(std::size_t count, std::string_view prefix, std::string_view marker);

// So many words with spaces between them; other words for another seed.
std::string sample_words(std::size_t count, unsigned int seed);

}  // namespace fihris::test
