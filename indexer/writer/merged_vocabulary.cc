#include "indexer/writer/merged_vocabulary.h"

#include <string>
#include <utility>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/grams.h"
#include "indexer/analysis/roots.h"
#include "indexer/analysis/skeleton.h"
#include "indexer/schema/segment.h"
#include "indexer/schema/varint.h"

namespace fihris::writer {
namespace {

using schema::Section;
using schema::SectionWriter;
using U32s = std::vector<std::uint32_t>;

U32s inverse(const U32s& order) {
  U32s rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  return rank;
}

template <typename T>
std::vector<T> permuted(const std::vector<T>& values, const U32s& order) {
  std::vector<T> out;
  out.reserve(order.size());
  for (const std::uint32_t i : order) out.push_back(values[i]);
  return out;
}

std::vector<std::string_view> strings_of(const analysis::Interner& interner, const U32s& order) {
  std::vector<std::string_view> out;
  out.reserve(order.size());
  for (const std::uint32_t i : order) out.push_back(interner[i]);
  return out;
}

// Lists of numbers by number: offsets and values, as the sections want them.
struct Lists {
  U32s offsets{0};
  U32s values;
  void close() { offsets.push_back(static_cast<std::uint32_t>(values.size())); }
};

// gram -> words. `words` are in the order of their numbers.
void write_grams(const std::vector<std::string_view>& words, const U32s& word_articles,
                 SectionWriter& out) {
  std::vector<std::uint64_t> places;  // gram, word
  std::vector<analysis::Gram> grams;
  for (std::uint32_t word = 0; word < words.size(); ++word) {
    grams.clear();
    analysis::append_grams(analysis::fold(words[word]), grams);
    for (const analysis::Gram gram : grams) places.push_back(std::uint64_t{gram} << 32U | word);
  }
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  U32s keys;
  U32s articles;
  U32s offsets;
  std::string lists;
  std::uint32_t last = 0;
  for (const std::uint64_t place : places) {
    const auto gram = static_cast<analysis::Gram>(place >> 32U);
    const auto word = static_cast<std::uint32_t>(place);
    if (keys.empty() || keys.back() != gram) {
      keys.push_back(gram);
      articles.push_back(0);
      offsets.push_back(static_cast<std::uint32_t>(lists.size()));
      last = 0;
    }
    articles.back() += word_articles[word];
    schema::append_varint(lists, word - last);
    last = word;
  }
  offsets.push_back(static_cast<std::uint32_t>(lists.size()));
  out.add_array(Section::grams, keys);
  out.add_array(Section::gram_articles, articles);
  out.add_array(Section::gram_word_offsets, offsets);
  out.add(Section::gram_words, std::move(lists));
}

}  // namespace

MergedVocabulary::MergedVocabulary(const std::vector<std::unique_ptr<BatchWriter>>& workers) {
  for (const auto& worker : workers) add(*worker);
  const auto by_frequency = [this](std::uint32_t a, std::uint32_t b) {
    return std::pair(counts_[b], words_[a]) < std::pair(counts_[a], words_[b]);
  };
  word_order_ = sorted_order(words_.size(), by_frequency);
  const U32s rank = inverse(word_order_);
  for (U32s& map : words_of_worker_) {
    for (std::uint32_t& word : map) word = rank[word];
  }
  term_order_ =
      sorted_order(terms_.size(), [this](auto a, auto b) { return terms_[a] < terms_[b]; });
}

void MergedVocabulary::write(SectionWriter& out) const {
  const std::vector<std::string_view> words = strings_of(words_, word_order_);
  out.add(Section::words, schema::pack_strings(words));
  const U32s order =
      sorted_order(words.size(), [&](auto a, auto b) { return words[a] < words[b]; });
  out.add_array(Section::word_order, order);
  const schema::WordBranches branches = schema::branches_of(permuted(words, order));
  out.add_array(Section::word_nodes, branches.nodes);
  out.add_array(Section::word_branches, branches.branches);
  const U32s word_articles = permuted(word_articles_, word_order_);
  out.add_array(Section::word_articles, word_articles);
  write_grams(words, word_articles, out);
  out.add(Section::terms, schema::pack_strings(strings_of(terms_, term_order_)));
  out.add_array(Section::term_articles, permuted(term_articles_, term_order_));
  write_links(out);
  write_name_keys(out);
}

void MergedVocabulary::add(const BatchWriter& worker) {
  const analysis::Vocabulary& vocabulary = worker.vocabulary();
  U32s term_map;
  U32s& term_ids = terms_of_worker_.emplace_back();
  for (analysis::TermId term = 0; term < worker.postings().size(); ++term) {
    term_map.push_back(terms_.intern(vocabulary.term(term)).first);
    term_articles_.resize(terms_.size(), 0);
    term_articles_[term_map.back()] += worker.postings()[term].size();
    term_ids.resize(terms_.size(), kNoTerm);
    term_ids[term_map.back()] = term;
  }
  U32s& word_map = words_of_worker_.emplace_back();
  for (analysis::WordId id = 0; id < vocabulary.word_count(); ++id) {
    const analysis::Word& word = vocabulary.word(id);
    const auto [merged, is_new] = words_.intern(word.written);
    word_map.push_back(merged);
    if (is_new) {
      counts_.push_back(0);
      word_articles_.push_back(0);
      U32s& terms = word_terms_.emplace_back();
      for (const analysis::TermId term : word) terms.push_back(term_map[term]);
    }
    counts_[merged] += worker.word_count()[id];
    word_articles_[merged] += worker.word_articles()[id];
  }
}

// word -> terms and term -> words
void MergedVocabulary::write_links(SectionWriter& out) const {
  const U32s term_rank = inverse(term_order_);
  Lists terms_of_word;
  std::vector<U32s> words_of(term_order_.size());
  for (std::uint32_t word = 0; word < word_order_.size(); ++word) {
    for (const std::uint32_t term : word_terms_[word_order_[word]]) {
      terms_of_word.values.push_back(term_rank[term]);
      words_of[term_rank[term]].push_back(word);
    }
    terms_of_word.close();
  }
  Lists words_of_term;
  for (const U32s& words : words_of) {
    words_of_term.values.insert(words_of_term.values.end(), words.begin(), words.end());
    words_of_term.close();
  }
  out.add_array(Section::word_term_offsets, terms_of_word.offsets);
  out.add_array(Section::word_terms, terms_of_word.values);
  out.add_array(Section::term_word_offsets, words_of_term.offsets);
  out.add_array(Section::term_words, words_of_term.values);
}

void MergedVocabulary::write_name_keys(SectionWriter& out) const {
  std::vector<schema::NameKey> keys;
  for (schema::Term term = 0; term < term_order_.size(); ++term) {
    for (const analysis::SkeletonKey key : analysis::keys_of_term(terms_[term_order_[term]])) {
      keys.push_back({key, term});
    }
    const analysis::Root root = analysis::root_of(terms_[term_order_[term]]);
    if (root != 0) keys.push_back({root, term});
  }
  std::ranges::sort(keys);
  out.add_array(Section::name_keys, keys);
}

}  // namespace fihris::writer
