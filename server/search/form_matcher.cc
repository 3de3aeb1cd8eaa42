// The articles that have some written forms. Posting lists are by term, so a term whose forms are
// all wanted gives its articles at once; those of other terms are looked through word by word.
#include <algorithm>

#include "server/search/matcher.h"
#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

// A set of words of a segment, one bit each.
class WordSet {
 public:
  WordSet(const schema::Segment& segment, const std::vector<schema::Word>& words)
      : bits_(segment.words.size() / 64 + 1, 0) {
    for (const schema::Word word : words) bits_[word / 64] |= std::uint64_t{1} << word % 64;
  }
  bool contains(schema::Word word) const { return (bits_[word / 64] >> word % 64 & 1U) != 0; }

 private:
  std::vector<std::uint64_t> bits_;
};

// Where the posting lists would have so many entries for each article, nearly every article has one
// of the forms, and near its begin: reading the articles is quicker than reading the lists.
constexpr std::uint64_t kCommon = 6;

struct Cover {
  std::vector<schema::Term> whole;    // all of their forms are wanted
  std::vector<schema::Term> partial;  // some are
};

// Terms that, together, have all the forms: for each form one, the whole ones before the rarest.
Cover cover(const schema::Segment& segment, const std::vector<schema::Word>& forms,
            const WordSet& wanted) {
  Cover cover;
  for (const schema::Word form : forms) {
    const auto terms = segment.terms_of(form);
    const auto is_whole = [&](schema::Term term) {
      return std::ranges::all_of(segment.words_of(term),
                                 [&](schema::Word word) { return wanted.contains(word); });
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

std::uint64_t postings_of(const schema::Segment& segment, const Cover& cover) {
  std::uint64_t sum = 0;
  for (const auto* terms : {&cover.whole, &cover.partial}) {
    for (const schema::Term term : *terms) sum += segment.term_articles[term];
  }
  return sum;
}

bool has_any(schema::WordStream stream, const WordSet& wanted) {
  while (stream.next()) {
    if (!stream.is_border() && wanted.contains(stream.word())) return true;
  }
  return false;
}

}  // namespace

// Scored as one word that is as frequent as the most frequent of its terms; what nearly every
// article has says nothing and counts nothing.
Matches Matcher::match_forms(std::uint32_t number, const std::vector<schema::Word>& forms) const {
  if (forms.empty()) return {};
  const schema::Segment& segment = *snapshot_.segments[number];
  const WordSet wanted(segment, forms);
  const Cover covered = cover(segment, forms, wanted);
  Matches matches;
  if (postings_of(segment, covered) > kCommon * segment.article_count()) {
    for (schema::Doc doc = 0; doc < segment.article_count(); ++doc) {
      if (has_any(segment.stream(doc), wanted)) matches.push_back({doc, 0});
    }
    return matches;
  }
  std::uint64_t articles = 0;
  std::vector<Posting> postings;
  const auto count = [&](const std::vector<schema::Term>& terms) {
    std::vector<std::uint32_t> frequency(segment.article_count(), 0);
    for (const schema::Term term : terms) {
      articles = std::max<std::uint64_t>(articles, scoring_.term_articles(segment.terms[term]));
      postings_.read(number, segment.terms[term], postings);
      for (const Posting& posting : postings) frequency[posting.doc] += posting.frequency;
    }
    return frequency;
  };
  const std::vector<std::uint32_t> sure = count(covered.whole);
  const std::vector<std::uint32_t> possible = count(covered.partial);
  const double idf = scoring_.idf(articles);
  for (schema::Doc doc = 0; doc < segment.article_count(); ++doc) {
    if (sure[doc] == 0 && possible[doc] == 0) continue;
    if (sure[doc] == 0 && !has_any(segment.stream(doc), wanted)) continue;
    const double score = idf * scoring_.saturation(sure[doc] + possible[doc], segment.lengths[doc]);
    matches.push_back({doc, static_cast<float>(score)});
  }
  return matches;
}

}  // namespace fihris::search
