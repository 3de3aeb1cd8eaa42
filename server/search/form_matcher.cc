// The articles that have some written forms. Posting lists are by term, so a term whose forms are
// all wanted gives its articles at once; those of other terms are looked through word by word.
#include <algorithm>

#include "indexer/schema/fields.h"
#include "server/search/matcher.h"
#include "server/search/word_sets.h"

namespace fihris::search {
namespace {

struct Cover {
  std::vector<schema::Term> whole;    // all of their forms are wanted
  std::vector<schema::Term> partial;  // some are
};

// Terms that, together, have all the forms: for each form one, the whole ones before the rarest.
Cover cover(const schema::Segment& segment, const std::vector<schema::Word>& forms,
            const WordMarks& wanted) {
  Cover cover;
  for (const schema::Word form : forms) {
    const auto terms = segment.terms_of(form);
    const auto is_whole = [&](schema::Term term) {
      return std::ranges::all_of(segment.words_of(term),
                                 [&](schema::Word word) { return wanted[word] != 0; });
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

// How often an article has wanted words, those of its title counted as everywhere.
std::uint32_t count_in(schema::WordStream stream, const WordMarks& wanted) {
  std::uint32_t count = 0;
  std::uint32_t weight = schema::kTitleWeight;
  while (stream.next()) {
    if (stream.is_border()) {
      weight = 1;
    } else if (wanted[stream.word()] != 0) {
      count += weight;
    }
  }
  return count;
}

}  // namespace

// Scored as one word that is as frequent as the most frequent of its terms.
Matches Matcher::match_forms(std::uint32_t number, const std::vector<schema::Word>& forms) const {
  if (forms.empty()) return {};
  const schema::Segment& segment = *snapshot_.segments[number];
  WordMarks wanted(segment);
  wanted.add(forms, 0);
  const auto [whole, partial] = cover(segment, forms, wanted);

  constexpr std::uint32_t kToBeRead = UINT32_MAX;
  std::vector<std::uint32_t> frequency(segment.article_count(), 0);
  std::vector<Posting> postings;
  std::uint64_t articles = 0;
  for (const schema::Term term : whole) {
    postings_.read(number, segment.terms[term], postings);
    for (const Posting& posting : postings) frequency[posting.doc] += posting.frequency;
    articles = std::max<std::uint64_t>(articles, scoring_.term_articles(segment.terms[term]));
  }
  for (const schema::Term term : partial) {
    postings_.read(number, segment.terms[term], postings);
    for (const Posting& posting : postings) {
      if (frequency[posting.doc] == 0) frequency[posting.doc] = kToBeRead;
    }
    articles = std::max<std::uint64_t>(articles, scoring_.term_articles(segment.terms[term]));
  }
  const double idf = scoring_.idf(articles);
  Matches matches;
  for (schema::Doc doc = 0; doc < segment.article_count(); ++doc) {
    std::uint32_t count = frequency[doc];
    if (count == kToBeRead) count = count_in(segment.stream(doc), wanted);
    if (count == 0) continue;
    const double score = idf * scoring_.saturation(count, segment.lengths[doc]);
    matches.push_back({doc, static_cast<float>(score)});
  }
  return matches;
}

}  // namespace fihris::search
