#include "server/search/word_sets.h"

#include <algorithm>

namespace fihris::search {
std::vector<schema::Word> words_matching(const schema::Segment& segment, const query::Node& node) {
  std::vector<schema::Word> words;
  std::vector<schema::Term> terms;
  if (node.kind == query::NodeKind::wildcard) {
    const auto of_segment = std::ranges::find(node.forms, &segment, &query::SegmentForms::segment);
    return of_segment == node.forms.end() ? words : of_segment->words;
  }
  if (node.exact) {
    if (const auto word = segment.find_word(node.text)) words.push_back(*word);
  } else {
    for (const query::TermChoice& choice : node.terms) {
      if (const auto term = segment.find_term(choice.term)) terms.push_back(*term);
    }
  }
  for (const schema::Term term : terms) {
    const auto of_term = segment.words_of(term);
    words.insert(words.end(), of_term.begin(), of_term.end());
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace fihris::search
