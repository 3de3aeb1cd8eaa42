#include "indexer/writer/batch_writer.h"

#include <xxhash.h>

#include <chrono>
#include <cstdio>

#include "indexer/schema/fields.h"
#include "indexer/schema/sections.h"
#include "indexer/schema/segment.h"
#include "indexer/schema/text_gaps.h"

namespace fihris::writer {
namespace {

constexpr size_t kBorders = 2;  // in the stream of an article: title, body, author

// Memory of a vocabulary, by word: strings, hash slots, counts. Measured on the news corpus.
constexpr std::uint64_t kBytesPerWord = 140;

std::int32_t day_number(const std::string& iso_date) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (std::sscanf(iso_date.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return schema::kNoDay;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return schema::kNoDay;
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

}  // namespace

std::uint64_t content_sum(const schema::Article& article) {
  XXH64_hash_t sum = 0;
  for (const std::string* member :
       {&article.id, &article.title, &article.body, &article.date, &article.source, &article.author,
        &article.url, &article.lang}) {
    sum = XXH3_64bits_withSeed(member->data(), member->size(), sum + 1);
  }
  return sum;
}

Batch BatchWriter::write(size_t number, const std::vector<SourcedArticle>& articles) {
  Batch batch;
  batch.number = number;
  batch.worker = worker_;
  for (const auto& [article, file] : articles) {
    const size_t stream_begin = batch.stream.size();
    add_text(article.title, schema::kTitleWeight, batch, title_gaps_);
    batch.stream.push_back(0);
    const size_t body_begin = batch.stream.size();
    add_text(article.body, 1, batch, body_gaps_);
    const schema::CopySignature signature =
        sign(batch.stream.data() + body_begin, batch.stream.data() + batch.stream.size());
    batch.stream.push_back(0);
    add(analyzer_.analyze(article.author), 1, batch);
    const std::uint32_t term_count = post_article();
    batch.articles += schema::pack_article(article, title_gaps_, body_gaps_);
    const auto length = static_cast<std::uint32_t>(batch.stream.size() - stream_begin - kBorders);
    batch.docs.push_back({article.id, article.source, article.author, article.lang, file,
                          day_number(article.date), length, term_count, content_sum(article),
                          signature, batch.articles.size(), batch.stream.size()});
    ++doc_;
  }
  return batch;
}

// Posts the terms of the article at hand and forgets them.
std::uint32_t BatchWriter::post_article() {
  std::uint32_t sum = 0;
  for (const analysis::TermId term : article_terms_) {
    posting_bytes_ += postings_[term].add(doc_, frequency_[term]);
    sum += frequency_[term];
    frequency_[term] = 0;
  }
  article_terms_.clear();
  return sum;
}

void BatchWriter::forget_words() {
  analyzer_ = analysis::Analyzer();
  for (auto* const counts : {&word_articles_, &word_count_, &last_doc_of_word_, &frequency_}) {
    std::vector<std::uint32_t>().swap(*counts);
  }
  std::vector<std::uint64_t>().swap(stem_hashes_);
}

std::uint64_t BatchWriter::memory() const {
  return vocabulary().word_count() * kBytesPerWord + posting_bytes_;
}

// Of the words of a body, as they stand in the stream.
schema::CopySignature BatchWriter::sign(const std::uint32_t* begin, const std::uint32_t* end) {
  for (size_t word = stem_hashes_.size(); word < vocabulary().word_count(); ++word) {
    const analysis::Word& analyzed = vocabulary().word(static_cast<analysis::WordId>(word));
    const std::string_view stem =
        analyzed.term_count == 0 ? std::string_view{} : vocabulary().term(analyzed.term_ids[0]);
    stem_hashes_.push_back(stem.empty() ? 0 : XXH3_64bits(stem.data(), stem.size()));
  }
  for (const std::uint32_t* at = begin; at != end; ++at) {
    if (const std::uint64_t stem = stem_hashes_[*at - 1]; stem != 0) signer_.add(stem);
  }
  return signer_.finish();
}

void BatchWriter::add_text(std::string_view text, std::uint32_t weight, Batch& batch,
                           std::string& gaps) {
  const std::span<const analysis::TokenAt> tokens = analyzer_.analyze(text);
  gaps.clear();
  schema::append_gaps(text, tokens, vocabulary(), gaps);
  add(tokens, weight, batch);
}

void BatchWriter::add(std::span<const analysis::TokenAt> tokens, std::uint32_t weight,
                      Batch& batch) {
  for (const analysis::TokenAt& token : tokens) {
    batch.stream.push_back(token.word + 1);
    if (token.word >= word_count_.size()) {
      word_count_.resize(vocabulary().word_count(), 0);
      word_articles_.resize(vocabulary().word_count(), 0);
      last_doc_of_word_.resize(vocabulary().word_count(), 0);
      frequency_.resize(vocabulary().term_count(), 0);
      postings_.resize(vocabulary().term_count());
    }
    ++word_count_[token.word];
    if (last_doc_of_word_[token.word] != doc_ + 1) {
      last_doc_of_word_[token.word] = doc_ + 1;
      ++word_articles_[token.word];
    }
    for (const analysis::TermId term : vocabulary().word(token.word)) {
      if (frequency_[term] == 0) article_terms_.push_back(term);
      frequency_[term] += weight;
    }
  }
}

}  // namespace fihris::writer
