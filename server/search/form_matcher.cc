// The articles that have some written forms. Posting lists are by term, so a term whose forms are
// all wanted gives its articles at once; those of other terms are looked through word by word.
#include <algorithm>

#include "server/search/matcher.h"
#include "server/search/wildcards.h"
#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

using query::Node;
using query::NodeKind;

using Bits = std::uint8_t;  // one for each list of forms
constexpr std::size_t kMaxLists = 8;
static_assert(kMaxWildcards <= kMaxLists);

// What takes as long as reading a word of an article does, by measurement: 3 ns.
constexpr std::uint64_t kTermCost = 1000;  // to open a posting list
constexpr std::uint64_t kPostingCost = 4;

// A list that more than this share of a segment's articles has says nothing of them.
constexpr double kCommon = 0.5;

// By word of a segment: which lists it is on.
using WordBits = std::vector<Bits>;

struct Cover {
  std::vector<schema::Term> whole;    // all of their forms are wanted
  std::vector<schema::Term> partial;  // some are
};

// Terms that, together, have all the forms: for each form one, the whole ones before the rarest.
Cover cover(const schema::Segment& segment, const std::vector<schema::Word>& forms,
            const WordBits& words, Bits bit) {
  Cover cover;
  for (const schema::Word form : forms) {
    const auto terms = segment.terms_of(form);
    const auto is_whole = [&](schema::Term term) {
      return std::ranges::all_of(segment.words_of(term),
                                 [&](schema::Word word) { return (words[word] & bit) != 0; });
    };
    if (const auto whole = std::ranges::find_if(terms, is_whole); whole != terms.end()) {
      cover.whole.push_back(*whole);
    } else {
      cover.partial.push_back(*std::ranges::min_element(
          terms, {}, [&](schema::Term term) { return segment.term_articles[term]; }));
    }
  }
  for (std::vector<schema::Term>* terms : {&cover.whole, &cover.partial}) {
    std::ranges::sort(*terms);
    terms->erase(std::unique(terms->begin(), terms->end()), terms->end());
  }
  return cover;
}

// Of reading the posting lists, and the articles that may have a form, in words.
std::uint64_t cost_of(const schema::Segment& segment, const Cover& cover) {
  const auto articles_of = [&](const std::vector<schema::Term>& terms) {
    std::uint64_t sum = 0;
    for (const schema::Term term : terms) sum += segment.term_articles[term];
    return sum;
  };
  const std::uint64_t maybe = articles_of(cover.partial);
  const std::uint64_t average = segment.token_count() / std::max(segment.article_count(), 1U);
  return kTermCost * (cover.whole.size() + cover.partial.size()) +
         kPostingCost * (articles_of(cover.whole) + maybe) +
         average * std::min<std::uint64_t>(maybe, segment.article_count());
}

// Looks for several lists of forms in the articles of a segment at once.
class FormSearch {
 public:
  FormSearch(const schema::Segment& segment, std::span<const std::vector<schema::Word>> lists)
      : segment_(segment),
        lists_(lists),
        words_(segment.words.size(), 0),
        found_(lists.size()),
        wanted_(segment.article_count(), 0) {
    for (std::size_t k = 0; k < lists.size(); ++k) {
      for (const schema::Word word : lists[k]) words_[word] |= bit(k);
    }
  }

  // read(term, visit) calls visit(posting) for those of a term.
  template <typename Read>
  void read_postings(std::size_t k, Read read) {
    if (lists_[k].empty()) return;
    Found& found = found_[k];
    const Cover terms = cover(segment_, lists_[k], words_, bit(k));
    found.by_reading = cost_of(segment_, terms) > segment_.token_count();
    if (found.by_reading) {
      for (Bits& lists_of_doc : wanted_) lists_of_doc |= bit(k);
      return;
    }
    found.frequency.assign(segment_.article_count(), 0);
    found.sure.assign(segment_.article_count(), false);
    for (const schema::Term term : terms.whole) {
      read(term, [&](const Posting& posting) {
        found.sure[posting.doc()] = true;
        found.frequency[posting.doc()] += posting.frequency();
      });
    }
    for (const schema::Term term : terms.partial) {
      read(term, [&](const Posting& posting) {
        if (!found.sure[posting.doc()]) wanted_[posting.doc()] |= bit(k);
        found.frequency[posting.doc()] += posting.frequency();
      });
    }
  }

  // Those that may have a form.
  void read_articles() {
    for (schema::Doc doc = 0; doc < wanted_.size(); ++doc) {
      const unsigned wanted = wanted_[doc];
      if (wanted == 0) continue;
      unsigned seen = 0;
      for (schema::WordStream s = segment_.stream(doc); (seen & wanted) != wanted && s.next();) {
        if (!s.is_border()) seen |= words_[s.word()];
      }
      wanted_[doc] = static_cast<Bits>(wanted & seen);
    }
  }

  // After both; without scores.
  Matches matches(std::size_t k) const {
    const std::vector<bool>& sure = found_[k].sure;
    Matches matches;
    for (schema::Doc doc = 0; doc < wanted_.size(); ++doc) {
      if ((wanted_[doc] & bit(k)) != 0 || (!sure.empty() && sure[doc])) matches.push_back({doc, 0});
    }
    return matches;
  }

  // Whether no posting list was read.
  bool by_reading(std::size_t k) const { return found_[k].by_reading; }
  // How often the article has the terms of a list.
  std::uint32_t frequency(std::size_t k, schema::Doc doc) const {
    return found_[k].frequency.empty() ? 1 : found_[k].frequency[doc];
  }

 private:
  struct Found {
    bool by_reading = false;
    std::vector<std::uint32_t> frequency;  // by doc
    std::vector<bool> sure;                // by doc: has a form, whatever the article shows
  };
  static Bits bit(std::size_t k) { return static_cast<Bits>(1U << k); }

  const schema::Segment& segment_;
  std::span<const std::vector<schema::Word>> lists_;
  WordBits words_;
  std::vector<Found> found_;  // by list
  std::vector<Bits> wanted_;  // by doc: lists to look for in it, then those found
};

}  // namespace

void Matcher::look_up_wildcards(const Node& root) {
  wildcards_.assign(snapshot_.segments.size(), {});
  std::vector<const Node*> nodes;
  const auto collect = [&nodes](const auto& self, const Node& node) -> void {
    const bool has_forms = std::ranges::any_of(
        node.forms, [](const query::SegmentForms& forms) { return !forms.words.empty(); });
    if (has_forms && nodes.size() < kMaxLists) nodes.push_back(&node);
    for (const Node& child : node.children) self(self, child);
  };
  collect(collect, root);
  if (nodes.size() < 2) return;  // one is looked up when it is asked for
  for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
    std::vector<Forms> lists;
    lists.reserve(nodes.size());
    for (const Node* node : nodes) lists.push_back(words_matching(*snapshot_.segments[s], *node));
    std::vector<Matches> matches = match_forms(s, lists);
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      wildcards_[s][nodes[k]->pattern] = std::move(matches[k]);
    }
  }
}

Matches Matcher::match_wildcard(std::uint32_t segment, const Node& node) const {
  if (segment < wildcards_.size()) {
    const auto known = wildcards_[segment].find(node.pattern);
    if (known != wildcards_[segment].end()) return known->second;
  }
  const std::array<Forms, 1> forms{words_matching(*snapshot_.segments[segment], node)};
  return std::move(match_forms(segment, forms).front());
}

// Scored as one word that is as frequent as the most frequent of its terms, or of its forms where
// the articles were read; what most articles have says nothing and counts nothing.
std::vector<Matches> Matcher::match_forms(std::uint32_t number,
                                          std::span<const Forms> lists) const {
  const schema::Segment& segment = *snapshot_.segments[number];
  FormSearch search(segment, lists);
  std::vector<std::uint64_t> articles(lists.size(), 0);
  Postings postings;
  for (std::size_t k = 0; k < lists.size(); ++k) {
    search.read_postings(k, [&](schema::Term term, auto visit) {
      articles[k] = std::max(articles[k], scoring_.term_articles(segment.terms[term]));
      postings_.read(number, term, postings);
      std::ranges::for_each(postings, visit);
    });
    if (search.by_reading(k)) {
      articles[k] = scoring_.word_articles(segment.words[lists[k].front()]);
    }
  }
  search.read_articles();
  std::vector<Matches> out;
  out.reserve(lists.size());
  for (std::size_t k = 0; k < lists.size(); ++k) {
    Matches& matches = out.emplace_back(search.matches(k));
    if (static_cast<double>(matches.size()) > kCommon * segment.article_count()) continue;
    const double idf = scoring_.idf(articles[k]);
    for (Match& match : matches) {
      match.score = static_cast<float>(
          idf * scoring_.saturation(search.frequency(k, match.doc), segment.lengths[match.doc]));
    }
  }
  return out;
}

}  // namespace fihris::search
