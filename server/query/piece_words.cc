#include "server/query/piece_words.h"

#include "indexer/analysis/tokenizer.h"

namespace fihris::query {
namespace {

using analysis::CharClass;

constexpr std::string_view kWildcards = "?*";
constexpr size_t kMaxPattern = 64;  // bytes; what follows is a word of its own

std::string letters_of(const analysis::Token& token) {
  return token.kind == CharClass::arabic ? analysis::fold(token.written)
                                         : std::string(token.written);
}

// Whether the wildcards between a word and the next token make one word of them.
bool goes_on(const PieceWord& word, const analysis::Token& token, std::string_view between) {
  return word.kind == token.kind && !between.empty() && word.pattern.size() < kMaxPattern &&
         between.find_first_not_of(kWildcards) == std::string_view::npos;
}

}  // namespace

std::vector<PieceWord> read_words(std::string_view text, size_t limit) {
  std::vector<PieceWord> words;
  analysis::Tokenizer tokenizer(text);
  std::string letters;  // of the last word, with its wildcards
  const auto close = [&] {
    if (words.empty()) return;
    PieceWord& word = words.back();
    if (word.end < text.size() && text[word.end] == '*') {
      letters += '*';
      word.written += '*';
      ++word.end;
    }
    if (letters.find_first_of(kWildcards) != std::string::npos) word.pattern = letters;
  };
  for (analysis::Token token; tokenizer.next(token);) {
    if (!words.empty() && words.back().end <= token.begin) {
      PieceWord& word = words.back();
      const std::string_view between = text.substr(word.end, token.begin - word.end);
      if (goes_on(word, token, between)) {
        letters.append(between).append(letters_of(token));
        word.written.append(between).append(token.written);
        word.end = token.end;
        word.pattern = letters;
        continue;
      }
    }
    close();
    if (words.size() == limit) return words;
    words.push_back({token.kind, token.begin, token.end, std::string(token.written), {}});
    letters = letters_of(token);
  }
  close();
  return words;
}

}  // namespace fihris::query
