#include "indexer/writer/segment_writer.h"

#include <algorithm>
#include <future>
#include <numeric>
#include <unordered_map>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/grams.h"
#include "indexer/analysis/roots.h"
#include "indexer/analysis/skeleton.h"
#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"
#include "indexer/schema/sections.h"
#include "indexer/schema/segment.h"
#include "indexer/schema/varint.h"
#include "indexer/writer/postings_writer.h"

namespace fihris::writer {
namespace {

using schema::Section;
using schema::SectionWriter;
namespace fs = std::filesystem;

using U32s = std::vector<std::uint32_t>;

// What is taken over from the batches is freed at once: a build holds all the memory that it is
// allowed when it comes to this.
template <typename Container>
void release(Container& container) {
  Container().swap(container);
}

// The positions of `values` in sorted order: order[rank] = index.
template <typename Less>
U32s sorted_order(size_t count, Less less) {
  U32s order(count);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, less);
  return order;
}

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

// The vocabularies of all workers as one. Words are numbered by frequency, so that the streams are
// short; terms by their bytes, so that a prefix is a range.
class MergedVocabulary {
 public:
  explicit MergedVocabulary(const std::vector<std::unique_ptr<BatchWriter>>& workers) {
    for (const auto& worker : workers) add(*worker);
    const auto by_frequency = [this](std::uint32_t a, std::uint32_t b) {
      return std::pair(counts_[b], words_[a]) < std::pair(counts_[a], words_[b]);
    };
    word_order_ = sorted_order(words_.size(), by_frequency);
    const U32s rank = inverse(word_order_);
    for (U32s& map : maps_) {
      for (std::uint32_t& word : map) word = rank[word];
    }
    term_order_ =
        sorted_order(terms_.size(), [this](auto a, auto b) { return terms_[a] < terms_[b]; });
  }

  // The final number of a worker's word.
  std::uint32_t word(size_t worker, analysis::WordId word) const { return maps_[worker][word]; }

  // For each term, in order: visit(term, ids), the ids being those that the workers have for it, or
  // kNoTerm.
  template <typename Visit>
  void for_each_term(Visit visit) const {
    U32s ids(term_ids_.size());
    for (const std::uint32_t term : term_order_) {
      for (size_t worker = 0; worker < ids.size(); ++worker) {
        const U32s& of_worker = term_ids_[worker];
        ids[worker] = term < of_worker.size() ? of_worker[term] : kNoTerm;
      }
      visit(terms_[term], ids);
    }
  }
  static constexpr std::uint32_t kNoTerm = UINT32_MAX;

  void write(SectionWriter& out) const {
    const std::vector<std::string_view> words = strings_of(words_, word_order_);
    out.add(Section::words, schema::pack_strings(words));
    const U32s order =
        sorted_order(words.size(), [&](auto a, auto b) { return words[a] < words[b]; });
    out.add_array(Section::word_order, order);
    out.add(Section::word_common, schema::common_beginnings(permuted(words, order)));
    const U32s word_articles = permuted(word_articles_, word_order_);
    out.add_array(Section::word_articles, word_articles);
    write_grams(words, word_articles, out);
    out.add(Section::terms, schema::pack_strings(strings_of(terms_, term_order_)));
    out.add_array(Section::term_articles, permuted(term_articles_, term_order_));
    write_links(out);
    write_name_keys(out);
  }

 private:
  void add(const BatchWriter& worker) {
    const analysis::Vocabulary& vocabulary = worker.vocabulary();
    U32s term_map;
    U32s& term_ids = term_ids_.emplace_back();
    for (analysis::TermId term = 0; term < worker.postings().size(); ++term) {
      term_map.push_back(terms_.intern(vocabulary.term(term)).first);
      term_articles_.resize(terms_.size(), 0);
      term_articles_[term_map.back()] += worker.postings()[term].size();
      term_ids.resize(terms_.size(), kNoTerm);
      term_ids[term_map.back()] = term;
    }
    U32s& word_map = maps_.emplace_back();
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
  void write_links(SectionWriter& out) const {
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

  void write_name_keys(SectionWriter& out) const {
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

  analysis::Interner words_, terms_;
  U32s counts_, word_articles_, term_articles_;
  std::vector<U32s> word_terms_;
  std::vector<U32s> maps_;      // by worker: its word -> merged, at the end final, word
  std::vector<U32s> term_ids_;  // by worker: merged term -> its term
  U32s word_order_, term_order_;
};

// A column of strings: numbers by doc, and the distinct strings, the first of which is "".
class NameColumn {
 public:
  NameColumn() { names_.intern(""); }
  void add(const std::string& name) { numbers_.push_back(names_.intern(name).first); }
  void write(SectionWriter& out, Section numbers, Section names) const {
    std::vector<std::string_view> strings;
    for (std::uint32_t i = 0; i < names_.size(); ++i) strings.push_back(names_[i]);
    out.add_array(numbers, numbers_);
    out.add(names, schema::pack_strings(strings));
  }

 private:
  analysis::Interner names_;
  U32s numbers_;
};

void write_columns(const std::vector<Batch>& batches, SectionWriter& out) {
  NameColumn sources;
  NameColumn authors;
  NameColumn langs;
  NameColumn files;
  U32s lengths;
  std::vector<std::int32_t> days;
  std::vector<std::uint64_t> sums;
  std::vector<schema::CopySignature> signatures;
  std::vector<std::uint64_t> article_offsets{0};
  std::vector<std::string_view> ids;
  std::uint64_t base = 0;
  for (const Batch& batch : batches) {
    for (const DocColumns& doc : batch.docs) {
      sources.add(doc.source);
      authors.add(doc.author);
      langs.add(doc.lang);
      files.add(doc.file);
      lengths.push_back(doc.length);
      days.push_back(doc.day);
      sums.push_back(doc.content_sum);
      signatures.push_back(doc.copy_signature);
      article_offsets.push_back(base + doc.article_end);
      ids.emplace_back(doc.id);
    }
    if (!batch.docs.empty()) base += batch.docs.back().article_end;
  }
  sources.write(out, Section::sources, Section::source_names);
  authors.write(out, Section::authors, Section::author_names);
  langs.write(out, Section::langs, Section::lang_names);
  files.write(out, Section::paths, Section::path_names);
  out.add_array(Section::lengths, lengths);
  out.add_array(Section::days, days);
  out.add_array(Section::content_sums, sums);
  out.add_array(Section::copy_signatures, signatures);
  out.add_array(Section::article_offsets, article_offsets);
  out.add(Section::ids, schema::pack_strings(ids));
  out.add_array(Section::id_order,
                sorted_order(ids.size(), [&](auto a, auto b) { return ids[a] < ids[b]; }));
}

void write_streams(std::vector<Batch>& batches, const MergedVocabulary& vocabulary,
                   SectionWriter& out) {
  std::string tokens;
  std::vector<std::uint64_t> offsets{0};
  size_t count = 0;
  for (const Batch& batch : batches) count += batch.stream.size();
  tokens.reserve(count * sizeof(schema::WordCode) + count / 4);  // rare words take more
  for (Batch& batch : batches) {
    size_t i = 0;
    for (const DocColumns& doc : batch.docs) {
      for (; i < doc.stream_end; ++i) {
        const std::uint32_t value = batch.stream[i];
        schema::append_word(tokens, value == 0 ? 0 : vocabulary.word(batch.worker, value - 1) + 1);
      }
      offsets.push_back(tokens.size() / sizeof(schema::WordCode));
    }
    release(batch.stream);
  }
  out.add(Section::tokens, std::move(tokens));
  out.add_array(Section::token_offsets, offsets);
}

void write_postings(const std::vector<Batch>& batches, const MergedVocabulary& vocabulary,
                    const std::vector<std::unique_ptr<BatchWriter>>& workers,
                    const fs::path& path) {
  std::vector<U32s> docs(workers.size());  // by worker: its article -> doc
  U32s lengths;
  for (const Batch& batch : batches) {
    for (const DocColumns& doc : batch.docs) {
      docs[batch.worker].push_back(static_cast<std::uint32_t>(lengths.size()));
      lengths.push_back(doc.term_count);
    }
  }
  PostingsWriter out(path, lengths);
  std::vector<Posting> postings;
  vocabulary.for_each_term([&](std::string_view term, const U32s& ids) {
    postings.clear();
    for (size_t worker = 0; worker < workers.size(); ++worker) {
      if (ids[worker] == MergedVocabulary::kNoTerm) continue;
      const auto before = static_cast<std::ptrdiff_t>(postings.size());
      workers[worker]->postings()[ids[worker]].take(docs[worker], postings);
      std::inplace_merge(postings.begin(), postings.begin() + before, postings.end(),
                         [](const Posting& a, const Posting& b) { return a.doc < b.doc; });
    }
    out.add(term, postings);
  });
  out.finish();
}

void write_articles(std::vector<Batch>& batches, const fs::path& path) {
  std::vector<std::string_view> parts;
  parts.reserve(batches.size());
  for (const Batch& batch : batches) parts.emplace_back(batch.articles);
  schema::write_file(path, parts);
  for (Batch& batch : batches) release(batch.articles);
}

}  // namespace

schema::SegmentInfo write_segment(const fs::path& dir, std::vector<Batch> batches,
                                  const std::vector<std::unique_ptr<BatchWriter>>& workers) {
  std::ranges::sort(batches, {}, &Batch::number);
  fs::create_directories(dir);
  schema::SegmentInfo info{dir.filename().string(), 0, {}};
  for (const Batch& batch : batches) info.articles += static_cast<std::uint32_t>(batch.docs.size());

  // With one worker all is done one after the other, in the order of the get()s.
  const std::launch how = workers.size() > 1 ? std::launch::async : std::launch::deferred;
  auto articles = std::async(how, [&] { write_articles(batches, dir / schema::kArticlesFile); });
  const MergedVocabulary vocabulary(workers);
  for (const auto& worker : workers) worker->forget_words();
  articles.get();
  SectionWriter tables;
  auto lists = std::async(how, [&] {
    write_postings(batches, vocabulary, workers, dir / schema::kPostingsFile);
    SectionWriter streams;
    write_streams(batches, vocabulary, streams);
    return streams;
  });
  if (how == std::launch::deferred) lists.wait();
  vocabulary.write(tables);
  write_columns(batches, tables);
  tables.take(lists.get());
  tables.write(dir / schema::kTablesFile);

  for (const char* name : {schema::kPostingsFile, schema::kArticlesFile, schema::kTablesFile}) {
    info.files[name] = schema::sum_file(dir / name).value();
  }
  schema::sync_dir(dir);
  return info;
}

}  // namespace fihris::writer
