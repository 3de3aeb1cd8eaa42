#include "indexer/analyze_command.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "indexer/analysis/explain.h"

namespace fihris {
namespace {

using analysis::ExplainedWord;
using Json = nlohmann::ordered_json;

void write_row(const ExplainedWord& word, std::ostream& out) {
  out << word.written << '\t' << word.folded << '\t';
  const char* separator = "";
  for (const analysis::ExplainedStem& stem : word.stems) {
    out << separator << stem.stem;
    separator = ",";
  }
  out << '\n';
}

void write_json(const analysis::Token& token, const ExplainedWord& word, std::ostream& out) {
  Json stems = Json::array();
  for (const analysis::ExplainedStem& stem : word.stems) {
    stems.push_back({{"stem", stem.stem}, {"rule", stem.rule}});
  }
  const Json row{{"written", word.written}, {"begin", token.begin},  {"end", token.end},
                 {"exact", word.exact},     {"folded", word.folded}, {"stop", word.stop},
                 {"stems", stems}};
  out << row.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

void analyze_lines(std::istream& in, std::ostream& out, bool json) {
  for (std::string line; std::getline(in, line);) {
    analysis::Tokenizer tokenizer(line);
    for (analysis::Token token; tokenizer.next(token);) {
      const ExplainedWord word = analysis::explain_word(token, line);
      if (json) {
        write_json(token, word, out);
      } else {
        write_row(word, out);
      }
    }
  }
}

}  // namespace fihris
