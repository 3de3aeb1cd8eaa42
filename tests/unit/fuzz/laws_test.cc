// The fuzzers' laws on inputs that are the same in every run: the seeds, the golden tables, and
// both with bytes changed.
#include "tests/fuzz/laws.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "indexer/analysis/utf8.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"

namespace fihris::test {
namespace {

constexpr int kMutations = 3;

std::vector<std::string> inputs() {
  std::vector<std::string> found;
  for (const auto& entry :
       std::filesystem::directory_iterator(source_folder() / "tests/fuzz/seeds")) {
    found.push_back(read_file(entry.path()));
  }
  for (const char* table : {"tokens.tsv", "stems.tsv", "queries.tsv", "vectors_2.tsv"}) {
    for (const auto& row : read_table(source_folder() / "tests/golden" / table)) {
      for (const std::string& cell : row) found.push_back(cell);
    }
  }
  found.emplace_back();
  found.emplace_back(1U << 20U, 'a');
  std::string long_word;
  for (int i = 0; i < 1 << 19; ++i) long_word += i % 3 == 0 ? "ب" : "\u064E";
  found.push_back(std::move(long_word));
  return found;
}

// Changes, doubles or removes a few bytes.
std::string mutated(std::string bytes, std::mt19937& random) {
  for (int change = 0; change < 4 && !bytes.empty(); ++change) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 3) {
      case 0:
        bytes[at] = static_cast<char>(random() & 0xFFU);
        break;
      case 1:
        bytes.insert(at, bytes.substr(at, 1 + random() % 8));
        break;
      default:
        bytes.erase(at, 1 + random() % 3);
    }
  }
  return bytes;
}

template <typename Law>
void replay(Law law) {
  std::mt19937 random(1);
  for (const std::string& input : inputs()) {
    CAPTURE(input.substr(0, 200));
    REQUIRE_NOTHROW(law(input));
    if (input.size() > 1U << 16U) continue;
    for (int i = 0; i < kMutations; ++i) {
      const std::string bytes = mutated(input, random);
      CAPTURE(bytes.substr(0, 200));
      REQUIRE_NOTHROW(law(bytes));
    }
  }
}

// Inputs that a fuzzer found, each with the law that it broke.
constexpr std::array<std::string_view, 9> kFound{{
    "كءؤون", "كءئون", "ك\u0621\u0670ون", "كي\u0621\u0670",  // a hamza before what folds to و or ي
    "\u0623\u0623\u0627\u0654",        // composed to the third alef with hamza of a run
    "\uFEFB\u0627\u0627",              // the alef of a ligature begins a run
    "\u0627\u0670\u0654",              // a hamza behind a dagger alef took its place
    "\u0627\u0670\u0670\u0670",        // a run of marks that are kept
    "\u0628\u0640\u0628\u064E\u0628",  // a run through tatweel and harakat
}};

TEST_SUITE("unit") {
  TEST_CASE("a written form is its own written form whatever it was made of") {
    for (const std::string_view text : kFound) {
      CAPTURE(text);
      CHECK_NOTHROW(check_analysis(text));
    }
    // An expansion that crosses the longest length of a word.
    for (std::size_t letters = 90; letters < 97; ++letters) {
      CAPTURE(letters);
      CHECK_NOTHROW(check_analysis(std::string(letters, 'x') + "\uFB03"));
    }
  }

  TEST_CASE("a written form is its own written form for every character") {
    constexpr char32_t kIdeographs = 0x3400;
    constexpr char32_t kBehindHangul = 0xD7FF;
    for (char32_t code = 1; code < 0x20000; ++code) {
      if (code >= kIdeographs && code <= kBehindHangul && code % 97 != 0) continue;
      std::string letter;
      analysis::append_utf8(letter, code);
      for (const std::string& text :
           {letter, "\u0627" + letter + "\u0627", "a" + letter + "a", letter + letter + letter}) {
        CAPTURE(static_cast<std::uint32_t>(code));
        CHECK_NOTHROW(check_analysis(text));
      }
    }
  }

  TEST_CASE("the laws of the analyzer hold for any bytes") { replay(check_analysis); }
  TEST_CASE("the laws of the query parser hold for any bytes") { replay(check_query); }
  TEST_CASE("the laws of the text reader hold for any bytes") { replay(check_text_file); }
}

}  // namespace
}  // namespace fihris::test
