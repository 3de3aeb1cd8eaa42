#include "server/search/word_sets.h"

#include <algorithm>

namespace fihris::search {
namespace {

using Table = std::vector<WordMarks::Bits>;

// Tables that are all zero. Marks of a phrase may be in use inside marks of a query.
std::vector<Table>& free_tables() {
  static thread_local std::vector<Table> tables;
  return tables;
}

Table take_table(size_t size) {
  std::vector<Table>& free = free_tables();
  Table table;
  if (!free.empty()) {
    table = std::move(free.back());
    free.pop_back();
  }
  if (table.size() < size) table.resize(size, 0);
  return table;
}

}  // namespace

std::vector<schema::Word> words_matching(const schema::Segment& segment, const query::Node& node) {
  std::vector<schema::Word> words;
  if (node.exact) {
    if (const auto word = segment.find_word(node.text)) words.push_back(*word);
    return words;
  }
  std::vector<schema::Term> terms;
  if (node.kind == query::NodeKind::prefix) {
    terms = expand_prefix(segment, node.text);
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

std::vector<schema::Term> expand_prefix(const schema::Segment& segment, std::string_view prefix) {
  std::vector<schema::Term> terms;
  if (prefix.empty()) return terms;
  const auto count = static_cast<schema::Term>(segment.terms.size());
  for (schema::Term term = segment.lower_bound_term(prefix);
       term < count && segment.terms[term].starts_with(prefix); ++term) {
    terms.push_back(term);
  }
  if (terms.size() > kMaxExpansions) {
    std::ranges::nth_element(terms, terms.begin() + kMaxExpansions, std::ranges::greater{},
                             [&](schema::Term t) { return segment.term_articles[t]; });
    terms.resize(kMaxExpansions);
  }
  return terms;
}

WordMarks::WordMarks(const schema::Segment& segment) : table_(take_table(segment.words.size())) {}

WordMarks::~WordMarks() {
  for (const schema::Word word : touched_) table_[word] = 0;
  free_tables().push_back(std::move(table_));
}

void WordMarks::add(const std::vector<schema::Word>& words, unsigned bit) {
  if (bit >= kMaxBits) return;
  for (const schema::Word word : words) {
    if (table_[word] == 0) touched_.push_back(word);
    table_[word] |= Bits{1} << bit;
  }
}

}  // namespace fihris::search
