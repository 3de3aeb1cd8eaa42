#include "server/search/gram_evidence.h"

#include <algorithm>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/grams.h"

namespace fihris::search {
namespace {

std::vector<analysis::Gram> grams_of(const QueryWords& words) {
  std::vector<analysis::Gram> grams;
  for (const QueryWord& word : words.wanted()) {
    analysis::append_grams(analysis::fold(word.nodes.front()->text), grams);
  }
  std::ranges::sort(grams);
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  if (grams.size() > kMaxQueryGrams) grams.resize(kMaxQueryGrams);
  return grams;
}

}  // namespace

GramEvidence::GramEvidence(const schema::Snapshot& snapshot, const Scoring& scoring,
                           std::uint32_t segment, const QueryWords& words)
    : segment_(*snapshot.segments[segment]), scoring_(scoring), first_(segment_.words.size()) {
  std::vector<schema::Word> with_gram;
  for (const analysis::Gram gram : grams_of(words)) {
    std::uint64_t articles = 0;
    for (const auto& each : snapshot.segments) articles += each->gram_articles(gram);
    const auto number = static_cast<std::uint32_t>(idf_.size());
    idf_.push_back(scoring.idf(std::min<std::uint64_t>(articles, scoring.articles())));
    with_gram.clear();
    for (schema::WordList list = segment_.words_with(gram); list.next();) {
      first_.prefetch(list.word());
      with_gram.push_back(list.word());
    }
    for (const schema::Word word : with_gram) {
      std::uint32_t& first = first_.at(word);
      links_.push_back({number, first});
      first = static_cast<std::uint32_t>(links_.size());
    }
  }
  counts_.resize(idf_.size());
}

double GramEvidence::worth(schema::Doc doc) {
  std::ranges::fill(counts_, 0);
  for (schema::SelectedWords words(segment_.stream(doc), first_.codes()); words.next();) {
    if (words.is_border()) continue;
    for (std::uint32_t link = first_[words.word()]; link != 0; link = links_[link - 1].next) {
      ++counts_[links_[link - 1].gram];
    }
  }
  double sum = 0;
  for (std::size_t g = 0; g < counts_.size(); ++g) {
    if (counts_[g] != 0) sum += idf_[g] * scoring_.saturation(counts_[g], segment_.lengths[doc]);
  }
  return sum;
}

}  // namespace fihris::search
