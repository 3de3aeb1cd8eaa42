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
  const auto add_form = [&](std::string_view form) {
    if (const auto word = segment.find_word(form)) words.push_back(*word);
  };
  std::vector<schema::Term> terms;
  if (node.kind == query::NodeKind::wildcard) {
    for (const std::string& form : node.forms) add_form(form);
  } else if (node.exact) {
    add_form(node.text);
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
