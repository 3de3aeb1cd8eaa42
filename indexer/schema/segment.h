// One segment of an index, read-only: an immutable batch of articles.
//
//   postings   a Xapian database: term -> articles (no positions, no stored text)
//   articles   of each article by itself what the tables do not have: article_store.h
//   tables     columns by article (date, source, length...), the vocabulary, and the articles as
//   streams of
//              words: phrases, proximity and written forms are checked on the streams of the
//              candidates
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "indexer/analysis/grams.h"
#include "indexer/schema/article.h"
#include "indexer/schema/article_store.h"
#include "indexer/schema/copy_signature.h"
#include "indexer/schema/result.h"
#include "indexer/schema/sections.h"
#include "indexer/schema/varint.h"
#include "indexer/schema/word_branches.h"
#include "indexer/schema/word_stream.h"

namespace fihris::schema {

using Doc = std::uint32_t;  // from 0; Xapian's id is doc + 1
using Term = std::uint32_t;

// A term under a key: of a name by its sound (analysis/skeleton.h), or of a root (roots.h).
struct NameKey {
  std::uint32_t key;
  Term term;
  auto operator<=>(const NameKey&) const = default;  // NOLINT(modernize-use-nullptr): not there
};

// Words in order. Example:
//   for (WordList l = segment.words_with(gram); l.next();) use(l.word());
class WordList {
 public:
  explicit WordList(std::string_view distances)
      : at_(distances.data()), end_(distances.data() + distances.size()) {}
  // False at the end.
  bool next() {
    if (at_ >= end_) return false;
    word_ += read_varint(at_);
    return true;
  }
  Word word() const { return word_; }

 private:
  const char* at_;
  const char* end_;
  Word word_ = 0;
};

// Thread-safe: all that is read here is immutable.
class Segment {
 public:
  // Error: a file is missing or damaged.
  static Result<std::shared_ptr<const Segment>> open(const std::filesystem::path& dir);
  ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  const std::filesystem::path& dir() const { return dir_; }
  // Where Xapian can open the postings, even after the writer has removed the folder.
  std::string postings_path() const;
  Doc article_count() const { return static_cast<Doc>(lengths.size()); }

  // Columns, by doc.
  std::span<const std::uint32_t> lengths, sources, authors, langs, paths;
  std::span<const std::int32_t> days;
  std::span<const std::uint64_t> content_sums;
  std::span<const CopySignature> copy_signatures;
  StringList ids, source_names, author_names, lang_names, path_names;

  // The vocabulary.
  StringList words, terms;
  std::span<const std::uint32_t> word_articles, term_articles;
  std::span<const Term> terms_of(Word word) const;
  std::span<const Word> words_of(Term term) const;
  std::optional<Word> find_word(std::string_view written) const;
  std::span<const Word> word_order() const { return word_order_; }  // by their bytes
  // In that order, where words part.
  std::span<const WordNode> word_nodes() const { return word_nodes_; }
  std::span<const WordBranch> word_branches() const { return word_branches_; }
  std::optional<Term> find_term(std::string_view term) const;
  // The terms under a key.
  std::span<const NameKey> names_of(std::uint32_t key) const;
  // Articles that have words with the gram, an article once for each such word; 0: no such gram.
  std::uint32_t gram_articles(analysis::Gram gram) const;
  WordList words_with(analysis::Gram gram) const;
  // First term >= `term`.
  Term lower_bound_term(std::string_view term) const;

  std::optional<Doc> find_id(std::string_view id) const;
  WordStream stream(Doc doc) const;
  // Begin to fetch where a stream is, then the stream: it is one of millions and in no cache.
  void prefetch_place(Doc doc) const;
  void prefetch_stream(Doc doc) const;
  // The article. Error: the file is damaged.
  Result<Article> article(Doc doc) const;
  // Without putting its texts together. Error: the file is damaged.
  Result<StoredArticle> stored(Doc doc) const;

  std::uint64_t token_count() const { return token_count_; }  // of all articles

 private:
  struct Files {
    int articles;
    int postings;
  };
  Segment(std::filesystem::path dir, SectionReader tables, Files files);

  std::optional<Term> look_up_term(std::string_view term) const;

  const std::uint64_t id_;  // of this object, never used again
  std::filesystem::path dir_;
  SectionReader tables_;
  Files files_;  // descriptors
  std::uint64_t token_count_ = 0;
  std::span<const std::uint64_t> article_offsets_, token_offsets_;
  std::span<const std::uint32_t> id_order_, word_order_, word_term_offsets_, word_terms_,
      term_word_offsets_, term_words_, gram_articles_, gram_word_offsets_;
  std::span<const WordNode> word_nodes_;
  std::span<const WordBranch> word_branches_;
  std::span<const NameKey> name_keys_;
  std::span<const analysis::Gram> grams_;
  std::string_view gram_words_;
  std::span<const WordCode> tokens_;
};

}  // namespace fihris::schema
