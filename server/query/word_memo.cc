#include "server/query/word_memo.h"

#include <string>

#include "server/query/memo.h"

namespace fihris::query {

std::shared_ptr<const analysis::WordAnalysis> analyze_query_word(analysis::CharClass kind,
                                                                 std::string_view written) {
  static Memo<analysis::WordAnalysis> memo(kKeptWords);
  std::string key(1, static_cast<char>(kind));
  key += written;
  return memo.get(key, [&] { return analysis::analyze_word(kind, written); });
}

std::shared_ptr<const analysis::NameWord> name_word_of(std::string_view written) {
  static Memo<analysis::NameWord> memo(kKeptWords);
  return memo.get(written, [&] { return analysis::read_name_word(written); });
}

}  // namespace fihris::query
