#include "server/search/filters.h"

#include <algorithm>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/beginnings.h"
#include "indexer/analysis/characters.h"
#include "server/search/expander.h"
#include "server/search/wildcards.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

// A word of a name, as the analyzer reads it.
struct NameWord {
  std::string_view written;
  std::vector<std::string_view> terms;
};

bool has_term(const NameWord& word, const Node& node) {
  return std::ranges::any_of(word.terms, [&](std::string_view term) {
    return std::ranges::any_of(node.terms, [&](const query::TermChoice& choice) {
      return node.kind == NodeKind::fuzzy
                 ? edit_distance(choice.term, term, node.distance) <= node.distance
                 : choice.term == term;
    });
  });
}

bool is_word(const NameWord& word, const Node& node) {
  if (node.exact) return word.written == node.text;
  if (node.kind != NodeKind::wildcard) return has_term(word, node);
  const analysis::Letters letters = analysis::fold(word.written);
  if (letters.empty()) return looks_like(word.written, node.pattern);
  return std::ranges::any_of(
      analysis::beginnings(word.written, word.terms), [&](std::size_t begin) {
        return looks_like(std::string_view(letters).substr(begin), node.pattern);
      });
}

// Whether the words stand side by side in the name; near ones, anywhere in it.
bool has_phrase(const std::vector<NameWord>& name, const Node& phrase) {
  const std::vector<Node>& words = phrase.children;
  if (phrase.distance > 0) {
    return std::ranges::all_of(words, [&](const Node& word) {
      return std::ranges::any_of(name, [&](const NameWord& w) { return is_word(w, word); });
    });
  }
  for (std::size_t begin = 0; begin + words.size() <= name.size(); ++begin) {
    std::size_t k = 0;
    while (k < words.size() && is_word(name[begin + k], words[k])) ++k;
    if (k == words.size()) return true;
  }
  return false;
}

template <typename Wanted>
Matches where(const schema::Segment& segment, Wanted wanted) {
  Matches matches;
  for (schema::Doc doc = 0; doc < segment.article_count(); ++doc) {
    if (wanted(doc)) matches.push_back({doc, 0});
  }
  return matches;
}

}  // namespace

bool is_filter(const Node& node) {
  return node.kind == NodeKind::date || node.field == query::Field::source;
}

Matches everything(const schema::Segment& segment) {
  return where(segment, [](schema::Doc) { return true; });
}

Matches match_days(const schema::Segment& segment, const analysis::DayRange& days) {
  return where(segment, [&](schema::Doc doc) {
    const std::int32_t day = segment.days[doc];
    return day != schema::kNoDay && day >= days.first && day <= days.last;
  });
}

Matches match_sources(const schema::Segment& segment, const Node& leaf) {
  static thread_local analysis::Analyzer analyzer;  // its vocabulary remembers the names' words
  std::vector<bool> wanted;
  for (std::uint32_t i = 0; i < segment.source_names.size(); ++i) {
    std::vector<NameWord> name;
    for (const analysis::TokenAt& token : analyzer.analyze(segment.source_names[i])) {
      const analysis::Word& word = analyzer.vocabulary().word(token.word);
      NameWord& into = name.emplace_back(NameWord{word.written, {}});
      for (const analysis::TermId term : word) {
        into.terms.push_back(analyzer.vocabulary().term(term));
      }
    }
    wanted.push_back(
        leaf.kind == NodeKind::phrase
            ? has_phrase(name, leaf)
            : std::ranges::any_of(name, [&](const NameWord& word) { return is_word(word, leaf); }));
  }
  return where(segment, [&](schema::Doc doc) { return wanted[segment.sources[doc]]; });
}

}  // namespace fihris::search
