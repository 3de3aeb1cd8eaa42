// Articles -> analyzed, compressed and posted: the part of a build that runs on every core.
//
// A worker has one BatchWriter. It holds, for all of its batches, the vocabulary and the posting
// lists; each batch holds the stored articles and word streams. write_segment() makes one segment
// of all.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/schema/article.h"
#include "indexer/schema/copy_signature.h"
#include "indexer/writer/posting_list.h"

namespace fihris::writer {

// What the columns of a segment need of an article.
struct DocColumns {
  std::string id, source, author, lang, file;
  std::int32_t day = 0;
  std::uint32_t length = 0;      // tokens
  std::uint32_t term_count = 0;  // the sum of the frequencies of its terms
  std::uint64_t content_sum = 0;
  schema::CopySignature copy_signature;
  std::uint64_t article_end = 0;  // end of the packed article in Batch::articles
  std::uint64_t stream_end = 0;   // end of the word stream in Batch::stream
};

struct Batch {
  size_t number =
      0;  // batches are merged in this order, so a build gives the same index every time
  size_t worker = 0;
  std::string articles;
  std::vector<std::uint32_t>
      stream;  // word + 1 of the worker's vocabulary, 0 between title, body and author
  std::vector<DocColumns> docs;
};

// An article and the file that it is from.
struct SourcedArticle {
  schema::Article article;
  std::string file;  // absolute path
};

// Not thread-safe.
class BatchWriter {
 public:
  explicit BatchWriter(size_t worker) : worker_(worker) {}

  // Requires that `number` is above all before.
  Batch write(size_t number, const std::vector<SourcedArticle>& articles);

  const analysis::Vocabulary& vocabulary() const { return analyzer_.vocabulary(); }
  // By word: articles that have it, and how often it stands in all of them.
  const std::vector<std::uint32_t>& word_articles() const { return word_articles_; }
  const std::vector<std::uint32_t>& word_count() const { return word_count_; }
  // By term: its articles, numbered from 0 in the order of writing. As many as there are terms.
  std::vector<PostingList>& postings() { return postings_; }
  const std::vector<PostingList>& postings() const { return postings_; }
  // Gives back what all but the posting lists takes. Nothing else may be asked for then.
  void forget_words();
  // What the vocabulary and the posting lists take, about.
  std::uint64_t memory() const;

 private:
  void add_text(std::string_view text, std::uint32_t weight, Batch& batch, std::string& gaps);
  void add(std::span<const analysis::TokenAt> tokens, std::uint32_t weight, Batch& batch);
  std::uint32_t post_article();
  schema::CopySignature sign(const std::uint32_t* begin, const std::uint32_t* end);

  size_t worker_;
  analysis::Analyzer analyzer_;
  std::vector<std::uint32_t> word_articles_, word_count_;
  std::vector<std::uint32_t> last_doc_of_word_;  // + 1: to count an article once
  std::vector<PostingList> postings_;
  std::uint64_t posting_bytes_ = 0;
  std::vector<std::uint32_t> frequency_;         // by term, within the article at hand
  std::vector<analysis::TermId> article_terms_;  // the terms with a frequency
  std::string title_gaps_, body_gaps_;           // of the article at hand
  std::vector<std::uint64_t> stem_hashes_;       // by word: of its first term; 0 if it has none
  schema::CopySigner signer_;
  std::uint32_t doc_ = 0;
};

// The number that stands for the content of an article: equal articles have equal sums.
std::uint64_t content_sum(const schema::Article& article);

}  // namespace fihris::writer
