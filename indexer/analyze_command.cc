#include "indexer/analyze_command.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/vocabulary.h"

namespace fihris {
namespace {

using analysis::CharClass;
using analysis::Token;

std::string folded(const Token& token) {
  return token.kind == CharClass::arabic ? analysis::to_utf8(analysis::fold(token.written))
                                         : std::string(token.written);
}

void write_row(const Token& token, std::string_view text, const analysis::WordAnalysis& word,
               std::ostream& out) {
  out << text.substr(token.begin, token.end - token.begin) << '\t' << folded(token) << '\t';
  const char* separator = "";
  for (const analysis::Stem& stem : word.stems) {
    out << separator << analysis::to_utf8(stem.term);
    separator = ",";
  }
  out << '\n';
}

void write_json(const Token& token, std::string_view text, const analysis::WordAnalysis& word,
                std::ostream& out) {
  nlohmann::ordered_json stems = nlohmann::ordered_json::array();
  for (const analysis::Stem& stem : word.stems) {
    stems.push_back({{"stem", analysis::to_utf8(stem.term)}, {"rule", analysis::rule_of(stem)}});
  }
  const nlohmann::ordered_json row{{"written", text.substr(token.begin, token.end - token.begin)},
                                   {"begin", token.begin},
                                   {"end", token.end},
                                   {"exact", token.written},
                                   {"folded", folded(token)},
                                   {"stop", word.stop},
                                   {"stems", stems}};
  out << row.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace

void analyze_lines(std::istream& in, std::ostream& out, bool json) {
  for (std::string line; std::getline(in, line);) {
    analysis::Tokenizer tokenizer(line);
    for (Token token; tokenizer.next(token);) {
      const analysis::WordAnalysis word = analysis::analyze_word(token.kind, token.written);
      (json ? write_json : write_row)(token, line, word, out);
    }
  }
}

}  // namespace fihris
