#include "server/search/suggester.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/analysis/stopwords.h"
#include "indexer/analysis/tokenizer.h"

namespace fihris::search {
namespace {

// Particles that a word may be typed with, and how much a word behind one counts beside a word that
// begins with these letters itself: «ال» is hardly ever a word's own, the و of وز is mostly that of
// وزير.
struct Particle {
  std::string_view text;
  double share;
};
constexpr std::array<Particle, 6> kParticles{
    {{"ال", 1}, {"وال", 1}, {"بال", 0.5}, {"فال", 0.5}, {"كال", 0.5}, {"و", 0.05}}};

// Of so many suggestions, one may be a title even where words could fill the list.
constexpr std::size_t kSuggestionsPerTitle = 3;

struct Typed {
  std::vector<std::string> before;  // words before the last one, without function words
  std::string last;                 // empty if the query ends in no word
};

Typed read(std::string_view q) {
  while (!q.empty() && q.back() == ' ') q.remove_suffix(1);
  Typed typed;
  analysis::Tokenizer tokenizer(q);
  for (analysis::Token token; tokenizer.next(token);) {
    const bool is_stop = analysis::find_stop_word(typed.last).empty();
    if (!typed.last.empty() && is_stop) typed.before.push_back(typed.last);
    typed.last = token.end == q.size() ? std::string(token.written) : "";
    if (token.end != q.size()) typed.before.emplace_back(token.written);
  }
  return typed;
}

}  // namespace

}  // namespace fihris::search
