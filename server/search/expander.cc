#include "server/search/expander.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "indexer/analysis/beginnings.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/utf8.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

// What a match by a word in which one or two letters differ counts.
constexpr std::array<double, 3> kNearWeights{1, 0.6, 0.3};
constexpr std::size_t kShortestFuzzy = 3;  // letters of a term

void find_nodes(Node& node, NodeKind kind, std::size_t limit, std::vector<Node*>& out) {
  // The names of sources are no words of the vocabulary.
  if (node.kind == kind && node.field != query::Field::source && out.size() < limit) {
    out.push_back(&node);
  }
  for (Node& child : node.children) find_nodes(child, kind, limit, out);
}

// The folded letter of U+0600..U+06FF; 0 where it depends on its neighbours or is none.
const std::array<char, 256>& folded_letters() {
  static const std::array<char, 256> table = [] {
    std::array<char, 256> letters{};
    for (char32_t c = 0x600; c < 0x700; ++c) {
      std::string utf8;
      analysis::append_utf8(utf8, c);
      const analysis::Letters folded = analysis::fold(utf8);
      if (folded.size() == 1 && c != U'ء' && c != U'ئ') letters.at(c - 0x600) = folded.front();
    }
    return letters;
  }();
  return table;
}

// A pattern, with a quick look at what most words are refused by.
class Wildcard {
 public:
  explicit Wildcard(std::string_view pattern)
      : pattern_(pattern), head_(pattern.substr(0, pattern.find_first_of("?*"))) {}

  bool matches(const schema::Segment& segment, schema::Word word) const {
    const std::string_view written = segment.words[word];
    if (!may_match(written)) return false;
    const analysis::Letters letters = analysis::fold(written);
    if (letters.empty()) return looks_like(written, pattern_);
    if (looks_like(letters, pattern_)) return true;
    // One letter is too little to look for behind clitics: ا* is not every word with the article.
    if (head_.size() < 2 || !behind_clitics(letters)) return false;
    std::vector<std::string_view> terms;
    for (const schema::Term term : segment.terms_of(word)) terms.push_back(segment.terms[term]);
    return std::ranges::any_of(analysis::beginnings(written, terms), [&](std::size_t begin) {
      return looks_like(std::string_view(letters).substr(begin), pattern_);
    });
  }

 private:
  // Whether the letters that the pattern begins with stand behind what may be clitics.
  bool behind_clitics(std::string_view letters) const {
    for (std::size_t at = 1; at <= analysis::kMaxClitics && at < letters.size(); ++at) {
      if (!analysis::is_clitic_letter(letters[at - 1])) return false;
      if (letters.substr(at).starts_with(head_)) return true;
    }
    return false;
  }

  // The same for the first two letters, before anything is folded. May say yes too often.
  bool may_match(std::string_view written) const {
    if (written.front() >= 0) return written.starts_with(head_.substr(0, 1));
    for (std::size_t at = 0; at <= 2 * analysis::kMaxClitics; at += 2) {
      const int first = letter_at(written, at);
      if (first == kNone) return false;
      if (first == kUnclear) return true;
      if (first == head_.front()) {
        const int second = head_.size() < 2 ? kUnclear : letter_at(written, at + 2);
        if (second == kUnclear || second == head_[1]) return true;
      }
      if (head_.size() < 2 || !analysis::is_clitic_letter(static_cast<char>(first))) return false;
    }
    return false;
  }

  // The folded letter at a place; kUnclear where that depends on its neighbours, or it is of
  // another script.
  static constexpr int kUnclear = 0;
  static constexpr int kNone = 1000;  // behind the end
  static int letter_at(std::string_view written, std::size_t at) {
    static const std::array<char, 256>& folded = folded_letters();
    if (at + 1 >= written.size()) return kNone;
    const auto first = static_cast<unsigned char>(written[at]);
    if (first < 0xD8 || first > 0xDB) return kUnclear;
    const auto second = static_cast<unsigned char>(written[at + 1]);
    return folded[(first & 3U) << 6U | (second & 0x3FU)];
  }

  std::string_view pattern_;
  std::string_view head_;
};

struct Form {
  std::string_view written;
  std::uint64_t articles;
};

// A form that two segments have becomes one.
void merge_equal(std::vector<Form>& forms) {
  std::ranges::sort(forms, {}, &Form::written);
  std::size_t kept = 0;
  for (const Form& form : forms) {
    if (kept > 0 && forms[kept - 1].written == form.written) {
      forms[kept - 1].articles += form.articles;
    } else {
      forms[kept++] = form;
    }
  }
  forms.resize(kept);
}

void expand_wildcard(const schema::Snapshot& snapshot, Node& node) {
  const Wildcard wildcard(node.pattern);
  std::vector<Form> forms;
  for (const auto& segment : snapshot.segments) {
    for (schema::Word word = 0; word < segment->words.size(); ++word) {
      if (wildcard.matches(*segment, word)) {
        forms.push_back({segment->words[word], segment->word_articles[word]});
      }
    }
  }
  if (snapshot.segments.size() > 1) merge_equal(forms);
  if (forms.size() > kMaxForms) {
    const auto more = [](const Form& a, const Form& b) {
      return a.articles != b.articles ? a.articles > b.articles : a.written < b.written;
    };
    std::ranges::nth_element(forms, forms.begin() + kMaxForms, more);
    forms.resize(kMaxForms);
  }
  node.forms.clear();
  for (const Form& form : forms) node.forms.emplace_back(form.written);
}

// The rows of the table of edit distances between one word and others, one letter after the other.
class EditRows {
 public:
  explicit EditRows(std::string_view word) : word_(word), rows_(1) {
    for (unsigned i = 0; i <= word.size(); ++i) rows_[0].push_back(i);
  }

  // The row for the first depth + 1 letters of `other`, from that for the first `depth`. Returns
  // the least distance in it.
  unsigned extend(std::string_view other, std::size_t depth) {
    if (rows_.size() < depth + 2) rows_.resize(depth + 2);
    const std::vector<unsigned>& above = rows_[depth];
    std::vector<unsigned>& row = rows_[depth + 1];
    row.assign(1, static_cast<unsigned>(depth) + 1);
    for (std::size_t i = 1; i <= word_.size(); ++i) {
      const bool same = word_[i - 1] == other[depth];
      unsigned best = std::min({above[i] + 1, row[i - 1] + 1, above[i - 1] + (same ? 0 : 1)});
      if (i > 1 && depth > 0 && word_[i - 1] == other[depth - 1] && word_[i - 2] == other[depth]) {
        best = std::min(best, rows_[depth - 1][i - 2] + 1);
      }
      row.push_back(best);
    }
    return least(depth + 1);
  }

  unsigned least(std::size_t depth) const { return *std::ranges::min_element(rows_[depth]); }
  unsigned distance(std::size_t depth) const { return rows_[depth].back(); }

 private:
  std::string_view word_;
  std::vector<std::vector<unsigned>> rows_;
};

// Calls visit(term, distance) for the terms of a segment within `most` of `wanted`. The terms are
// sorted, so a beginning that is too far is passed over with all that begin so.
template <typename Visit>
void for_near_terms(const schema::Segment& segment, std::string_view wanted, unsigned most,
                    Visit visit) {
  EditRows rows(wanted);
  std::string_view before;  // whose rows stand
  const auto count = static_cast<schema::Term>(segment.terms.size());
  for (schema::Term term = 0; term < count;) {
    const std::string_view text = segment.terms[term];
    auto depth = static_cast<std::size_t>(std::ranges::mismatch(before, text).in1 - before.begin());
    bool far = false;
    while (depth < text.size() && !far) {
      far = rows.extend(text, depth) > most && rows.least(depth) > most;
      ++depth;
    }
    before = text.substr(0, depth);
    if (!far) {
      if (rows.distance(depth) <= most) visit(term, rows.distance(depth));
      ++term;
      continue;
    }
    while (term < count && segment.terms[term].starts_with(before)) {
      // Doubling steps, then one by one from the last term that begins so.
      schema::Term step = 1;
      while (term + step < count && segment.terms[term + step].starts_with(before)) {
        term += step;
        step *= 2;
      }
      if (step == 1) ++term;
    }
  }
}

struct NearTerm {
  std::string_view term;
  unsigned distance;
  std::uint64_t articles;
};

void expand_fuzzy(const schema::Snapshot& snapshot, Node& node) {
  std::map<std::string_view, unsigned> distances;
  for (const query::TermChoice& choice : node.terms) {
    if (choice.term.size() < kShortestFuzzy) continue;
    for (const auto& segment : snapshot.segments) {
      for_near_terms(*segment, choice.term, node.distance, [&](schema::Term term, unsigned d) {
        unsigned& distance = distances.emplace(segment->terms[term], d).first->second;
        distance = std::min(distance, d);
      });
    }
  }
  for (const query::TermChoice& choice : node.terms) distances.erase(choice.term);
  std::vector<NearTerm> found;
  for (const auto& [term, distance] : distances) {
    std::uint64_t articles = 0;
    for (const auto& segment : snapshot.segments) {
      if (const auto same = segment->find_term(term)) articles += segment->term_articles[*same];
    }
    found.push_back({term, distance, articles});
  }
  std::ranges::sort(found, [](const NearTerm& a, const NearTerm& b) {
    return std::tuple(a.distance, b.articles, a.term) < std::tuple(b.distance, a.articles, b.term);
  });
  if (found.size() > kMaxNearTerms) found.resize(kMaxNearTerms);
  for (const NearTerm& near : found) {
    node.terms.push_back({std::string(near.term), kNearWeights.at(near.distance)});
  }
}

}  // namespace

void expand(const schema::Snapshot& snapshot, Node& root) {
  std::vector<Node*> wildcards;
  find_nodes(root, NodeKind::wildcard, kMaxWildcards, wildcards);
  for (Node* node : wildcards) expand_wildcard(snapshot, *node);
  std::vector<Node*> fuzzy;
  find_nodes(root, NodeKind::fuzzy, kMaxFuzzyWords, fuzzy);
  for (Node* node : fuzzy) expand_fuzzy(snapshot, *node);
}

bool looks_like(std::string_view letters, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;  // the last one passed, and what it takes ends here:
  std::size_t taken = 0;
  while (at < letters.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == letters[at])) {
      ++at;
      ++p;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = at;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

unsigned edit_distance(std::string_view a, std::string_view b, unsigned most) {
  EditRows rows(a);
  for (std::size_t depth = 0; depth < b.size(); ++depth) {
    if (rows.extend(b, depth) > most && rows.least(depth) > most) return most + 1;
  }
  return std::min(rows.distance(b.size()), most + 1);
}

}  // namespace fihris::search
