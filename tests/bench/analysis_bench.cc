// How fast text is analyzed on one core: MB for a second of CPU time, for tokenizing and folding
// and for the whole chain.
//
//   analysis_bench TEXT.txt      prints "name MB/s" lines, each the best of kRounds; see
//   analysis.py
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/utf8.h"

namespace {

using namespace fihris::analysis;  // NOLINT(google-build-using-namespace): a program of one file

constexpr int kRounds = 5;
constexpr std::size_t kArticleBytes = 3200;  // as long as an average article of the news

std::size_t sink = 0;  // keeps the compiler from leaving work out

// A loop that every analysis needs, to compare machines by: decoding, and a sum.
void decode(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) sink += decode_utf8(text, i);
}

void tokenize(std::string_view text) {
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) sink += token.end;
}

void tokenize_and_fold(std::string_view text) {
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    sink += token.kind == CharClass::arabic ? fold(token.written).size() : token.written.size();
  }
}

// Calls `work` with one article after the other.
void by_article(const std::string& text, const std::function<void(std::string_view)>& work) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.size(), at + kArticleBytes);
    while (end < text.size() && text[end] != '\n' && text[end] != ' ') ++end;
    work(std::string_view(text).substr(at, end - at));
    at = end;
  }
}

void measure(const char* name, const std::string& text,
             const std::function<std::function<void(std::string_view)>()>& make) {
  double best = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto work = make();
    const std::clock_t began = std::clock();
    by_article(text, work);
    const double seconds = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    best = std::max(best, static_cast<double>(text.size()) / 1e6 / seconds);
  }
  std::printf("%-20s %8.1f\n", name, best);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  std::ostringstream buffer;
  buffer << file.rdbuf();
  const std::string text = buffer.str();
  stem("كتاب");  // the tables are parsed at the first word
  measure("decode", text, [] { return decode; });
  measure("tokenize", text, [] { return tokenize; });
  measure("tokenize+fold", text, [] { return tokenize_and_fold; });
  measure("chain cold", text, [] {
    return [analyzer = std::make_shared<Analyzer>()](std::string_view article) {
      sink += analyzer->analyze(article).size();
    };
  });
  Analyzer warm;
  by_article(text, [&](std::string_view article) { warm.analyze(article); });
  measure("chain warm", text,
          [&] { return [&](std::string_view article) { sink += warm.analyze(article).size(); }; });
  return sink == 0 ? 1 : 0;
}
