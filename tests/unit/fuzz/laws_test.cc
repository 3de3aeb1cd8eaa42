// The fuzzers' laws on inputs that are the same in every run: the seeds, the golden tables, and
// both with bytes changed.
#include "tests/fuzz/laws.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

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

TEST_SUITE("unit") {
  TEST_CASE("the laws of the analyzer hold for any bytes") { replay(check_analysis); }
  TEST_CASE("the laws of the query parser hold for any bytes") { replay(check_query); }
  TEST_CASE("the laws of the text reader hold for any bytes") { replay(check_text_file); }
}

}  // namespace
}  // namespace fihris::test
